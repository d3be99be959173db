//! Opens a URL outside: which URLs may leave, which programs to try, and how they are started.
//! Always an argument vector, never a shell. Runs on a thread of its own, so that a slow start
//! never holds up a key.

use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::event_loop::Event;
use crate::app::Message;
use crate::locale::{Lang, Words};
use crate::text::{sanitize, url};

/// Browsers that draw in the terminal: they get the screen and give it back.
const TERMINAL_BROWSERS: [&str; 7] = ["w3m", "lynx", "elinks", "links", "links2", "browsh", "carbonyl"];

/// A browser that ends with an error in this time did not open anything.
const BROWSER_FAILS_WITHIN: Duration = Duration::from_millis(300);

/// The openers of desktops look for a browser first, and take longer to give up.
const OPENER_FAILS_WITHIN: Duration = Duration::from_secs(3);

/// Characters that RFC 3986 allows nowhere in a URL, and that shell scripts trip over.
const NEVER_IN_A_URL: &str = " \"<>\\^`{|}";

/// One program to try.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Attempt {
    argv: Vec<OsString>,
    foreground: bool,
    fails_within: Duration,
}

/// What opens links, and the language in which is said why one does not open.
pub(super) struct Choice {
    /// The value of `$BROWSER`, or what is configured in its place.
    pub(super) browser: Option<OsString>,
    /// The language of the interface.
    pub(super) lang: Lang,
}

/// Opens `url` with the programs that were chosen, else with the
/// platform's openers, in a thread; the loop hears of a failure.
pub(super) fn open(url: &str, choice: Choice, events: Sender<Event>) {
    let (url, shown) = (url.to_owned(), sanitize::line(url).into_owned());
    let report = events.clone();
    let run = move || {
        let (browser, words) = (choice.browser.as_deref(), choice.lang.words());
        let outcome = checked(&url, words).and_then(|url| try_all(attempts(browser, &url), words, &events));
        if let Err(why) = outcome {
            let why = sanitize::line(&why).into_owned();
            let _ =
                events.send(Event::App(Message::OpenFailed { url: sanitize::line(&url).into_owned(), why }));
        }
    };
    if let Err(error) = thread::Builder::new().name("browser".into()).spawn(run) {
        let failed = Message::OpenFailed { url: shown, why: error.to_string() };
        let _ = report.send(Event::App(failed));
    }
}

/// The URL as it may be handed to a program: http, https or mailto (`//host/x` is https), without
/// control characters; characters that no URL holds are percent-encoded.
///
/// # Errors
/// A sentence that says why the URL is not opened.
fn checked(url: &str, words: &Words) -> Result<String, String> {
    let url = url.trim();
    if url.chars().any(char::is_control) || sanitize::line(url) != url {
        return Err(words.link_controls.into());
    }
    let url = url::openable(url).ok_or(words.link_scheme)?;
    Ok(url.chars().map(encoded).collect())
}

fn encoded(c: char) -> String {
    if NEVER_IN_A_URL.contains(c) { format!("%{:02X}", u32::from(c)) } else { c.to_string() }
}

/// What to try, in order. `$BROWSER` is a list of commands with `:` between them; where it is
/// set, it alone decides.
fn attempts(browser: Option<&OsStr>, url: &str) -> Vec<Attempt> {
    let list = browser.map(OsStr::to_string_lossy).unwrap_or_default();
    let named: Vec<Attempt> = list.split(':').filter_map(|entry| named(entry, url)).collect();
    if list.trim().is_empty() { openers(url) } else { named }
}

fn openers(url: &str) -> Vec<Attempt> {
    let argv = |command: Command| {
        let program = std::iter::once(command.get_program().to_owned());
        program.chain(command.get_args().map(OsStr::to_owned)).collect()
    };
    let attempt =
        |command| Attempt { argv: argv(command), foreground: false, fails_within: OPENER_FAILS_WITHIN };
    open::commands(url).into_iter().map(attempt).collect()
}

/// One entry of `$BROWSER`; `None` where it is empty or its quotes do not close.
fn named(entry: &str, url: &str) -> Option<Attempt> {
    let mut words = words(entry)?;
    // Some write `firefox %s &`, for programs that use a shell. We are detached anyway.
    words.pop_if(|word| word == "&");
    let program = words.first()?.clone();
    let takes_url = words.iter().skip(1).any(|word| word.contains("%s"));
    let arguments = words.iter().skip(1).map(|word| filled(word, url).into());
    let mut argv = vec![OsString::from(&program)];
    argv.extend(arguments);
    if !takes_url {
        argv.push(url.into());
    }
    let name = Path::new(&program).file_name().unwrap_or_default();
    let foreground = TERMINAL_BROWSERS.iter().any(|known| name == *known);
    Some(Attempt { argv, foreground, fails_within: BROWSER_FAILS_WITHIN })
}

/// A word with the URL for `%s` and a percent sign for `%%`, in one pass: what the URL holds is
/// never read again.
fn filled(word: &str, url: &str) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        rest = match after.chars().next() {
            Some('s') => {
                out.push_str(url);
                after.get(1..).unwrap_or_default()
            }
            Some('%') => {
                out.push('%');
                after.get(1..).unwrap_or_default()
            }
            _ => {
                out.push('%');
                after
            }
        };
    }
    out + rest
}

/// Words as a shell splits plain words, quotes and backslashes; nothing is ever expanded.
/// `None` when a quote is not closed.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None | Some('"'), '\\') => word.get_or_insert_default().push(chars.next()?),
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                word.get_or_insert_default();
                quote = Some(c);
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// Tries one program after the other until one holds.
fn try_all(attempts: Vec<Attempt>, words: &Words, events: &Sender<Event>) -> Result<(), String> {
    let mut why = words.no_browser.to_owned();
    for attempt in attempts {
        let outcome = if attempt.foreground { lend(&attempt, events) } else { start(&attempt) };
        match outcome {
            Ok(()) => return Ok(()),
            Err(error) => why = error,
        }
    }
    Err(why)
}

fn command(attempt: &Attempt) -> Option<Command> {
    let (program, arguments) = attempt.argv.split_first()?;
    let mut command = Command::new(program);
    command.args(arguments);
    Some(command)
}

/// Starts a program that needs no terminal: silent, in a process group of its own (so that a key
/// in our terminal does not reach it), and reaped when it ends.
fn start(attempt: &Attempt) -> Result<(), String> {
    let mut command = command(attempt).ok_or("empty command")?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    let child = command.spawn().map_err(|error| failed(attempt, &error))?;
    match ended(child).recv_timeout(attempt.fails_within) {
        Ok(status) => judge(attempt, status),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Ok(()),
    }
}

/// Waits for a child in a thread, for as long as it lives; a child that is not waited for would
/// stay behind as a zombie.
fn ended(mut child: Child) -> mpsc::Receiver<std::io::Result<ExitStatus>> {
    let (sender, receiver) = mpsc::channel();
    let _ = thread::Builder::new().name("reaper".into()).spawn(move || {
        let _ = sender.send(child.wait());
    });
    receiver
}

/// Runs a browser that draws in the terminal: the loop leaves the screen, waits, and comes back.
fn lend(attempt: &Attempt, events: &Sender<Event>) -> Result<(), String> {
    let mut command = command(attempt).ok_or("empty command")?;
    let (ready, lent) = mpsc::channel();
    events.send(Event::Lend(ready)).map_err(|error| error.to_string())?;
    lent.recv().map_err(|error| error.to_string())?;
    let status = command.status();
    let _ = events.send(Event::Returned);
    match status {
        Ok(_) => Ok(()),
        Err(error) => Err(failed(attempt, &error)),
    }
}

fn judge(attempt: &Attempt, status: std::io::Result<ExitStatus>) -> Result<(), String> {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(attempt, &status)),
        Err(error) => Err(failed(attempt, &error)),
    }
}

fn failed(attempt: &Attempt, why: &dyn std::fmt::Display) -> String {
    let program = attempt.argv.first().map(|program| program.to_string_lossy()).unwrap_or_default();
    format!("{program}: {why}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://新闻.example/a?b=%s&c=1";

    fn argvs(browser: &str) -> Vec<String> {
        let attempts = attempts(Some(OsStr::new(browser)), URL);
        attempts
            .iter()
            .map(|attempt| attempt.argv.join(OsStr::new("|")).to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn only_web_and_mail_links_leave() {
        let cases = [
            ("https://新闻.example/报道", Some("https://新闻.example/报道")),
            ("HTTP://EXAMPLE.com", Some("HTTP://EXAMPLE.com")),
            ("mailto:bianji@example.com", Some("mailto:bianji@example.com")),
            ("//cdn.example/图.png", Some("https://cdn.example/图.png")),
            (" https://example.com/ ", Some("https://example.com/")),
            ("https://例え.example/a b\"c|d", Some("https://例え.example/a%20b%22c%7Cd")),
            ("https://", None),
            ("https:example.com", None),
            ("mailto:", None),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("data:text/html,x", None),
            ("-https://example.com", None),
            ("/posts/上一篇.html", None),
            ("", None),
            ("https://example.com/\u{1b}]52;c;eA==\u{7}", None),
            ("https://example.com/\n--new-window", None),
            ("https://example.com/\u{202e}gpj", None),
        ];
        for (url, expected) in cases {
            assert_eq!(checked(url, Lang::Zh.words()).ok().as_deref(), expected, "{url:?}");
        }
    }

    #[test]
    fn browser_is_a_list_of_commands() {
        let cases: [(&str, &[&str]); 9] = [
            ("firefox", &["firefox|URL"]),
            ("firefox:chromium", &["firefox|URL", "chromium|URL"]),
            ("firefox --new-tab %s", &["firefox|--new-tab|URL"]),
            ("firefox '--url=%s' 100%%", &["firefox|--url=URL|100%"]),
            ("\"/opt/浏览器 一/bin\" -x", &["/opt/浏览器 一/bin|-x|URL"]),
            ("a\\ b %s &", &["a b|URL"]),
            (":firefox::", &["firefox|URL"]),
            ("$(touch x);`y` %s", &["$(touch|x);`y`|URL"]),
            ("'nope", &[]),
        ];
        for (browser, expected) in cases {
            let expected: Vec<String> = expected.iter().map(|argv| argv.replace("URL", URL)).collect();
            assert_eq!(argvs(browser), expected, "{browser}");
        }
    }

    #[test]
    fn terminal_browsers_get_the_screen() {
        let cases = [
            ("w3m", true),
            ("/usr/bin/lynx -nocolor", true),
            ("links2 %s", true),
            ("firefox", false),
            ("w3mx", false),
        ];
        for (browser, expected) in cases {
            let attempts = attempts(Some(OsStr::new(browser)), URL);
            assert_eq!(attempts.iter().map(|a| a.foreground).collect::<Vec<_>>(), [expected], "{browser}");
        }
    }

    #[test]
    fn without_a_browser_the_platform_opens() {
        for browser in [None, Some(OsStr::new("")), Some(OsStr::new("  "))] {
            let attempts = attempts(browser, URL);
            assert!(!attempts.is_empty(), "{browser:?}");
            assert!(attempts.iter().all(|a| !a.foreground && a.argv.iter().any(|word| word == URL)));
        }
    }

    #[test]
    fn the_next_program_is_tried_when_one_fails() {
        let (events, _kept) = mpsc::channel();
        let run = |browser: &str| {
            let mut attempts = attempts(Some(OsStr::new(browser)), URL);
            attempts.iter_mut().for_each(|attempt| attempt.fails_within = Duration::from_secs(600));
            try_all(attempts, Lang::Zh.words(), &events)
        };
        assert_eq!(run("/nonexistent/浏览器:false:true"), Ok(()));
        assert!(run("false").is_err_and(|why| why.starts_with("false: ")));
        assert!(run("/nonexistent/浏览器").is_err_and(|why| why.starts_with("/nonexistent/浏览器: ")));
        assert_eq!(run(":"), Err("没有找到浏览器".into()));
    }
}
