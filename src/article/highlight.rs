//! Colours of code: what the words of a listing are, where its language is known. The only user
//! of synoptic: pure Rust over regexes that take linear time, ten small crates in all. Listings
//! that would take long are left plain, and so is what synoptic does not know.

use std::collections::HashMap;

use synoptic::{Highlighter, TokOpt};

use crate::text::Role;

use super::block::{Mark, Style};

/// Bytes beyond which a listing is left plain.
const MAX_CODE: usize = 64 << 10;
/// Bytes of a line beyond which a listing is left plain: that is data, not code.
const MAX_LINE: usize = 2_000;

/// The highlighters of one article, each made when its language first comes: that costs some
/// milliseconds, and a page that teaches a language has hundreds of listings in it.
#[derive(Default)]
pub struct Colours {
    known: HashMap<&'static str, Highlighter>,
}

impl Colours {
    /// The coloured parts of a listing in this language; none where it is not known.
    pub fn marks(&mut self, code: &str, language: &str) -> Vec<Mark> {
        let Some(extension) = extension(language) else { return Vec::new() };
        if code.len() > MAX_CODE || code.lines().any(|line| line.len() > MAX_LINE) {
            return Vec::new();
        }
        if !self.known.contains_key(extension)
            && let Some(highlighter) = synoptic::from_extension(extension, 1)
        {
            self.known.insert(extension, highlighter);
        }
        self.known.get_mut(extension).map(|highlighter| coloured(highlighter, code)).unwrap_or_default()
    }
}

fn coloured(highlighter: &mut Highlighter, code: &str) -> Vec<Mark> {
    let lines: Vec<String> = code.split('\n').map(str::to_owned).collect();
    highlighter.run(&lines);
    let (mut marks, mut at) = (Vec::new(), 0);
    for (index, line) in lines.iter().enumerate() {
        let mut start = at;
        for token in highlighter.line(index, line) {
            let end = start + token.text().len();
            if let TokOpt::Some(_, name) = &token
                && let Some(role) = role(name)
            {
                marks.push(Mark { start, end, style: Style { role, ..Style::default() } });
            }
            start = end;
        }
        // Were the tokens not the line, no mark would be right.
        if start != at + line.len() {
            return Vec::new();
        }
        at = start + 1;
    }
    marks
}

/// What synoptic's names of tokens mean here; operators and the like stay plain.
fn role(name: &str) -> Option<Role> {
    Some(match name {
        "keyword" | "insertion" | "heading" => Role::CodeKeyword,
        "string" | "character" | "link" => Role::CodeString,
        "comment" | "quote" => Role::CodeComment,
        "digit" | "boolean" | "constant" => Role::CodeNumber,
        "struct" | "type" | "attribute" | "namespace" | "table" | "key" | "tag" => Role::CodeType,
        "function" | "macro" | "deletion" => Role::CodeFunction,
        _ => return None,
    })
}

/// The extension by which synoptic knows a language, from the names that posts use.
fn extension(language: &str) -> Option<&'static str> {
    Some(match language {
        "rust" | "rs" => "rs",
        "asm" | "nasm" | "s" => "asm",
        "python" | "py" | "python3" | "pycon" => "py",
        "ruby" | "rb" | "irb" => "rb",
        "perl" | "pl" => "cgi",
        "lua" => "lua",
        "r" => "r",
        "go" | "golang" => "go",
        "javascript" | "js" | "jsx" | "node" => "js",
        "typescript" | "ts" | "tsx" => "ts",
        "dart" => "dart",
        "c" | "h" => "c",
        "cpp" | "c++" | "cc" | "hpp" | "cxx" => "cpp",
        "csharp" | "cs" | "c#" => "cs",
        "swift" => "swift",
        "json" | "jsonc" | "json5" => "json",
        "kotlin" | "kt" => "kt",
        "java" => "java",
        "vb" | "vbnet" => "vb",
        "objc" | "objective-c" | "objectivec" => "m",
        "php" => "php",
        "scala" => "scala",
        "prolog" => "pl",
        "haskell" | "hs" => "hs",
        "css" | "scss" | "less" => "css",
        "html" | "htm" | "erb" | "vue" => "html",
        "toml" => "toml",
        "yaml" | "yml" => "yaml",
        "sh" | "shell" | "bash" | "zsh" | "console" | "shell-session" => "sh",
        "sql" | "mysql" | "postgresql" | "pgsql" => "sql",
        "xml" | "svg" => "xml",
        "nu" | "nushell" => "nu",
        "tex" | "latex" => "tex",
        "diff" | "patch" => "diff",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, prop, prop_assert, proptest};

    use super::*;

    fn marks(code: &str, language: &str) -> Vec<Mark> {
        Colours::default().marks(code, language)
    }

    fn words<'a>(code: &'a str, language: &str) -> Vec<(&'a str, Role)> {
        marks(code, language).into_iter().map(|mark| (&code[mark.start..mark.end], mark.style.role)).collect()
    }

    #[test]
    fn words_of_code() {
        let code = "def 读(x):  # 注释\n    return \"“报”\" + str(42)";
        let found = words(code, "python");
        for expected in [
            ("def", Role::CodeKeyword),
            ("# 注释", Role::CodeComment),
            ("return", Role::CodeKeyword),
            ("\"“报”\"", Role::CodeString),
            ("42", Role::CodeNumber),
        ] {
            assert!(found.contains(&expected), "{expected:?} in {found:?}");
        }
        assert!(words(code, "text").is_empty() && words(code, "").is_empty());
    }

    #[test]
    fn what_would_take_long_is_left_plain() {
        assert!(marks(&"let a = 1;\n".repeat(10_000), "rust").is_empty());
        assert!(marks(&format!("\"{}\"", "a".repeat(MAX_LINE)), "rust").is_empty());
    }

    const PIECES: [&str; 22] = [
        "\"",
        "'",
        "\\",
        "/*",
        "*/",
        "//",
        "#",
        "\"\"\"",
        "f\"",
        "{",
        "}",
        "${",
        "`",
        "\n",
        " ",
        "fn a(",
        "中文",
        "👩‍👩‍👧",
        "<!--",
        "-->",
        "=begin",
        "12.5",
    ];
    const LANGUAGES: [&str; 14] = [
        "rust", "python", "ruby", "js", "sh", "c", "html", "css", "yaml", "sql", "diff", "tex", "php", "java",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_code_has_marks_in_order(
            parts in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30),
            language in prop::sample::select(&LANGUAGES[..])
        ) {
            let code = parts.concat();
            let mut end = 0;
            for mark in marks(&code, language) {
                prop_assert!(mark.start >= end && mark.end > mark.start);
                prop_assert!(code.get(mark.start..mark.end).is_some());
                end = mark.end;
            }
        }
    }
}
