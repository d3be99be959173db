//! The tree of a query, and what is said of one that is wrong or only begun.

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::*;
use crate::locale::Lang;
use crate::query::syntax::Status;

/// Wednesday 2022-03-09 in Shanghai.
const NOW: Now = Now { seconds: 1_646_764_200, offset: 8 * 3600 };

fn shown(expr: &Expr) -> String {
    let all = |parts: &[Expr], between: &str| {
        format!("[{}]", parts.iter().map(shown).collect::<Vec<_>>().join(between))
    };
    match expr {
        Expr::All => "*".to_owned(),
        Expr::And(parts) => all(parts, " "),
        Expr::Or(parts) => all(parts, " | "),
        Expr::Not(inner) => format!("-{}", shown(inner)),
        Expr::Term(Term { field, test, .. }) => {
            let test = match test {
                Test::Word(key) => key.clone(),
                Test::Phrase(key) => format!("<{key}>"),
                Test::Regex(pattern) => format!("/{}/", pattern.source()),
                Test::When(range) => format!("{}", range.end.saturating_sub(range.start) / 86_400),
                Test::Is(status) => format!("{status:?}"),
            };
            if *field == Field::Any { test } else { format!("{field:?}={test}") }
        }
    }
}

fn read(text: &str) -> String {
    shown(&Query::parse(text, NOW).unwrap_or_else(|error| panic!("{text}: {error:?}")).expr)
}

#[test]
fn trees() {
    let rows = [
        ("", "*"),
        (" 　 ", "*"),
        ("建设银行 雪球", "[建设银行 雪球]"),
        ("ＡＢＣ　Rust", "[abc rust]"),
        ("後臺", "后台"),
        ("a OR b c", "[a | [b c]]"),
        ("a b | c", "[[a b] | c]"),
        ("a AND b OR c", "[[a b] | c]"),
        ("(a OR b) c", "[[a | b] c]"),
        ("（a｜b）c", "[[a | b] c]"),
        ("-a NOT b", "[-a -b]"),
        ("-(a OR b)", "-[a | b]"),
        ("NOT -a", "--a"),
        ("- a", "[- a]"),
        ("a or b", "[a or b]"),
        ("\"OR\" “十四 五”", "[<or> <十四 五>]"),
        ("\"\" a", "a"),
        ("tag:要闻 cat:银行", "[Tag=要闻 Category=银行]"),
        ("标签：要闻 分类:\"银 行\"", "[Tag=要闻 Category=<银 行>]"),
        ("tag:(a OR b) c", "[[Tag=a | Tag=b] c]"),
        ("-tag:(a -\"b c\" title:d)", "-[Tag=a -Tag=<b c> Title=d]"),
        ("tag:-x", "Tag=-x"),
        ("/第.+期/ title:/^A b/", "[/第.+期/ Title=/^A b/]"),
        ("http://x.cn/a 12:30", "[http://x.cn/a 12:30]"),
        ("date:2022-01 date:\"last week\"", "[Date=31 Date=7]"),
        ("date:(2021 OR 2020)", "[Date=365 | Date=366]"),
        ("日期：2021年", "Date=365"),
        ("is:unread is:星标", "[Status=Unread Status=Starred]"),
        ("is:(undated OR 有问题)", "[Status=Undated | Status=Broken]"),
        ("body:\"后 台\" 正文:x", "[Body=<后台> Body=x]"),
        ("py:cq 拼音:yh", "[Pinyin=cq Pinyin=yh]"),
        (
            "author:张三 source:sina.com.cn lang:zh path:2022",
            "[Author=张三 Source=sina.com.cn Lang=zh Path=2022]",
        ),
        ("ニュース 뉴스 ㅅㅅ 😀", "[ニュース 뉴스 \u{1109}\u{1109} 😀]"),
        ("\u{200b} a", "a"),
    ];
    for (text, expected) in rows {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn conditions_know_their_place() {
    let text = "x 标签：\"要 闻\" -cat:(银行 OR 保险)";
    let query = Query::parse(text, NOW).unwrap();
    let places: Vec<(&str, bool)> =
        query.terms().into_iter().map(|(term, negated)| (&text[term.at.clone()], negated)).collect();
    assert_eq!(places, [("x", false), ("标签：\"要 闻\"", false), ("银行", true), ("保险", true)]);
    assert_eq!(Query::parse("a -body:b", NOW).unwrap().bodies().len(), 1);
}

#[test]
fn what_is_wrong_and_where() {
    let rows = [
        ("a OR OR b", "OR", 2, Fault::NothingBehind),
        ("OR a", "OR", 0, Fault::NothingBefore),
        ("| a", "|", 0, Fault::NothingBefore),
        ("(AND a)", "AND", 1, Fault::NothingBefore),
        ("(a OR)", "OR", 3, Fault::NothingBehind),
        ("银行 -)", "-", 7, Fault::NothingBehind),
        ("银行 ）x", "）", 7, Fault::NotOpened),
        ("a () b", "()", 2, Fault::EmptyGroup),
        ("tag: x", "tag:", 0, Fault::NoValue),
        ("(标签：)", "标签：", 1, Fault::NoValue),
        ("tag:\"\" x", "tag:\"\"", 0, Fault::NoValue),
        ("银行 tga:x", "tga:", 7, Fault::Slip("tag")),
        ("date:/x/", "/x/", 5, Fault::NoRegex),
        ("body:/x/", "/x/", 5, Fault::NoRegex),
        ("date:20 x", "20", 5, Fault::BadDate),
        ("date:2022-13", "2022-13", 5, Fault::ImpossibleDate),
        ("after:2030", "2030", 6, Fault::FutureDate),
        ("age:<7x", "<7x", 4, Fault::BadAge),
        ("is:好", "好", 3, Fault::BadStatus),
    ];
    for (text, piece, at, kind) in rows {
        let expected = QueryError::new(at..at + piece.len(), kind);
        assert_eq!(Query::typed(text, NOW), Err(expected), "{text}");
    }
    let error = Query::typed("x /(银/", NOW).unwrap_err();
    assert_eq!(
        (error.at.clone(), error.to_string().as_str()),
        (2..8, "the expression cannot be read: unclosed group")
    );
}

#[test]
fn what_is_begun_at_the_end_lets_the_rest_hold() {
    let rows = [
        ("a tag:", "a", Fault::NoValue, 2),
        ("a -", "a", Fault::NothingBehind, 2),
        ("a -tag:", "a", Fault::NoValue, 3),
        ("a OR", "a", Fault::NothingBehind, 2),
        ("a OR ", "a", Fault::NothingBehind, 2),
        ("a AND", "a", Fault::NothingBehind, 2),
        ("a NOT", "a", Fault::NothingBehind, 2),
        ("a \"b c", "a", Fault::OpenQuote, 2),
        ("a /b", "a", Fault::OpenRegex, 2),
        ("a tag:\"b c", "a", Fault::OpenQuote, 6),
        ("(a b", "[a b]", Fault::OpenGroup, 0),
        ("x (a OR", "[x a]", Fault::NothingBehind, 5),
        ("(", "*", Fault::OpenGroup, 0),
        ("x tag:(a OR b", "[x [Tag=a | Tag=b]]", Fault::OpenGroup, 6),
        ("a is:unr", "a", Fault::BadStatus, 5),
        ("a date:202", "a", Fault::BadDate, 7),
        ("a age:<7", "a", Fault::BadAge, 6),
        ("a age:7d.", "a", Fault::BadAge, 6),
    ];
    for (text, expected, kind, at) in rows {
        let typed = Query::typed(text, NOW).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let open = typed.open.unwrap();
        assert_eq!((shown(&typed.query.expr).as_str(), open.at.start), (expected, at), "{text}");
        assert_eq!((&open.kind, open.unfinished), (&kind, true), "{text}");
        assert_eq!(Query::parse(text, NOW), Err(open), "{text}");
    }
    assert_eq!(Query::parse("is:unread", NOW).unwrap().terms().len(), 1);
    assert_eq!(Query::parse("is:unread", NOW).unwrap().terms()[0].0.test, Test::Is(Status::Unread));
}

#[test]
fn levels_are_bounded() {
    for text in
        ["(".repeat(10_000), "-".repeat(10_000) + "x", "NOT ".repeat(4_000) + "x", "tag:(".repeat(3_000)]
    {
        assert_eq!(Query::typed(&text, NOW).unwrap_err().kind, Fault::TooDeep);
    }
    let nested = format!("{}x{}", "(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH));
    assert_eq!(read(&nested), "x");
    assert_eq!(Query::typed(&"银".repeat(10_000), NOW).unwrap_err().kind, Fault::TooLong);
}

/// Pieces that mean something, letters of all kinds, and what no one types.
const PIECES: [&str; 68] = [
    "(",
    ")",
    "（",
    "）",
    "|",
    "｜",
    "-",
    "－",
    "\"",
    "“",
    "”",
    "＂",
    "/",
    "\\",
    ":",
    "：",
    " ",
    " ",
    "　",
    "\n",
    "\t",
    "\0",
    "\u{1b}",
    "\u{7f}",
    "\u{200b}",
    "\u{202e}",
    "OR",
    "AND",
    "NOT",
    " OR ",
    " -",
    "tag:",
    "标签：",
    "cat:",
    "tga:",
    "date:",
    "after:",
    "before:",
    "age:",
    "is:",
    "py:",
    "body:",
    "2022",
    "..",
    ".",
    "<",
    ">=",
    "7d",
    "年",
    "月",
    "13",
    "昨天",
    "上",
    "unread",
    "银行",
    "後臺",
    "ㅅㅅ",
    "삼성",
    "ニュース",
    "ｶﾞ",
    "😀",
    "👨‍👩‍👧",
    "é",
    "e\u{301}",
    "a",
    "Z",
    "[",
    "*",
];

#[test]
fn whatever_is_typed_has_an_answer_or_a_place() {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for _ in 0..100_000 {
        let mut text = String::new();
        for _ in 0..random.next_u32() % 12 {
            text.push_str(PIECES[random.next_u32() as usize % PIECES.len()]);
        }
        let error = match Query::typed(&text, NOW) {
            Ok(Typed { query, open }) => {
                for (term, _) in query.terms() {
                    assert!(
                        text.get(term.at.clone()).is_some_and(|piece| !piece.is_empty()),
                        "{text:?} {term:?}"
                    );
                }
                open
            }
            Err(error) => Some(error),
        };
        if let Some(error) = error {
            assert!(text.get(error.at.clone()).is_some(), "{text:?} {error:?}");
            for lang in [Lang::En, Lang::Zh] {
                assert!(!error.message(lang).is_empty() && !error.message(lang).contains("{}"), "{error:?}");
            }
        }
    }
}
