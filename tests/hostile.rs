//! An archive made to hurt: the program from outside, on posts that would hang, crash or take over
//! a careless reader. What is shown correctly is tested elsewhere; here it must end, in order, and
//! print nothing that a terminal obeys.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, proptest};

/// Characters that may never leave the program.
fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn kanbao(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(arguments)
        .current_dir(folder)
        .env("LANG", "zh_CN.UTF-8")
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .output()
        .unwrap()
}

#[track_caller]
fn assert_harmless(what: &str, output: &Output) {
    assert!(matches!(output.status.code(), Some(0 | 1)), "{what}: {:?}", output.status);
    for bytes in [&output.stdout, &output.stderr] {
        let text = std::str::from_utf8(bytes).unwrap();
        assert_eq!(text.chars().find(|c| is_forbidden(*c)), None, "{what}: {text:.200}");
    }
}

/// Name and content of each hostile post.
fn posts() -> Vec<(String, Vec<u8>)> {
    let head = "---\ntitle: 题\n---\n";
    let bodies = [
        ("escape", "\u{1b}]52;c;eA==\u{7}\u{1b}[2J \u{9b}31m \u{8}\u{8}好".to_owned()),
        ("entity", "<a href=\"https://a.cn/&#27;]52;c;x&#7;\">&#27;[31m&#x202e;好</a>".to_owned()),
        ("bidi", "\u{202e}\u{2066}好\u{2069} \u{e0041}\u{fff9}".to_owned()),
        ("flood", format!("字{}", "\u{301}".repeat(200_000))),
        ("quotes", format!("{}<pre>\t</pre>", "<blockquote>".repeat(40))),
        ("lists", "<ul><li>".repeat(20_000)),
        ("bold", "<p><b>".repeat(20_000)),
        ("divs", "<div>".repeat(60_000)),
        ("colspan", "<table><tr><td colspan=\"18446744073709551615\">甲<td>乙</table>".to_owned()),
        ("rowspan", "<table><td colspan=3><td rowspan=2>".to_owned()),
        ("brackets", "[".repeat(100_000)),
        ("autolinks", "<http://a".repeat(20_000)),
        ("footnotes", format!("[^1]: 注\n\n{}", "[^1]".repeat(10_000))),
        ("word", "x".repeat(1_000_000)),
        ("markdown", "\u{fffd}\u{fffd}  2\n:<\n  {}\n -\n".to_owned()),
        ("liquid", "{% raw %}{% highlight %}{{ {% ".repeat(5_000)),
    ];
    let headers = [
        ("h-escape", "---\ntitle: \"\\e]52;c;..\\a\\x9b\\u202e题\"\ntags: [\"\\e[2J\"]\n---\n好".to_owned()),
        ("h-flow", format!("---\ntitle: {}\n---\n好", "[".repeat(60_000))),
        ("h-alias", "---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: *b\n---\n好".to_owned()),
        ("h-open", "---\ntitle: 没有结束".to_owned()),
        ("h-date", "---\ndate: 9999999-99-99 99:99\n---\n好".to_owned()),
        ("h-list", "---\n- a\n- b\n---\n好".to_owned()),
        ("h-nul", "---\ntitle: 题\0题\n---\n\0".to_owned()),
    ];
    let bodies = bodies.into_iter().map(|(name, body)| (name, format!("{head}{body}")));
    let text = bodies.chain(headers).map(|(name, text)| (name.to_owned(), text.into_bytes()));
    let bytes = [
        ("b-broken", vec![0xff, 0xfe, 0x00, 0xd8, 0x80]),
        ("b-empty", Vec::new()),
        ("b-random", (0..=255).collect()),
    ];
    text.chain(bytes.map(|(name, bytes)| (name.to_owned(), bytes))).collect()
}

#[test]
fn every_hostile_post_is_listed_and_shown_without_harm() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("_posts");
    fs::create_dir(&folder).unwrap();
    for (name, bytes) in posts() {
        fs::write(folder.join(format!("2022-01-07-{name}.md")), bytes).unwrap();
    }
    fs::write(folder.join("2022-01-08-\u{1b}[31m.md"), "好").unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        folder.join("2022-01-08-pipe.md"),
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .unwrap();
    for arguments in [["list", "--json", "."], ["check", "--json", "."], ["list", ".", "--limit=99"]] {
        let output = kanbao(root.path(), &arguments);
        assert_harmless(arguments[0], &output);
        assert_eq!(output.status.code(), Some(0));
    }
    let listed = kanbao(root.path(), &["list", "--json", "."]);
    assert_eq!(
        String::from_utf8(listed.stdout).unwrap().lines().count(),
        posts().len(),
        "all but the binary one, and the one with a control character in its name"
    );
    for (name, _) in posts() {
        for width in ["2", "80"] {
            let file = format!("_posts/2022-01-07-{name}.md");
            assert_harmless(&name, &kanbao(root.path(), &["show", "--width", width, &file]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read_as_a_post(bytes in prop::collection::vec(any::<u8>(), 0..600), head in any::<bool>()) {
        let bytes = if head { [b"---\ntitle: x\n".as_slice(), &bytes, b"\n---\n"].concat() } else { bytes };
        let text = kanbao::archive::decode::decode(&bytes, true).text;
        let reading = kanbao::article::Reading { is_html: false, link_numbers: true, lang: kanbao::locale::Lang::Zh, notation: kanbao::article::Notation::Set };
        let article = kanbao::article::read(&text, reading, &kanbao::post::Context::default());
        prop_assert!(!article.plain_text().chars().any(is_forbidden));
    }
}
