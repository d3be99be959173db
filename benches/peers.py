#!/usr/bin/env python3
"""Compare kanbao with programs that a reader would use instead, in the same run.

    cargo build --release
    python3 benches/peers.py [--posts 100000] [--runs 5]
    python3 benches/peers.py --archive FOLDER

newsboat, less, nnn, rg and fzf are run where they are installed, each in a terminal of its own
of 120x40, in turn, so that whatever else the machine does slows all of them. A step is timed
from its key to the last byte that made the screen what was waited for. What counts are the
ratios: milliseconds are another machine's on the next one.

The archive is made up (`cargo run --example corpus`), or an own folder of Jekyll posts, which is
only read. Indexes, caches and feeds are kept in a folder of their own and removed at the end.
Python 3.11 or later, and pyte (`pip install pyte`); Linux.
"""

import argparse
import email.utils
import fcntl
import os
import pty
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.sax.saxutils import escape

import pyte
from wcwidth import wcwidth  # pyte needs it too

HERE = Path(__file__).resolve().parent.parent
COLUMNS, LINES = 120, 40
# Seconds without a byte after which a screen is taken for finished.
QUIET = 0.06
DEADLINE = 60
# What programs ask a terminal, and what one answers.
ANSWERS = {b"\x1b[6n": b"\x1b[1;2R", b"\x1b[c": b"\x1b[?62c", b"\x1b[0c": b"\x1b[?62c", b"\x1b[?u": b"\x1b[?0u"}
# What pyte would take for text.
UNSHOWN = re.compile(rb"\x1b[P_^X][^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*[^0-9;hl]")
DOWN, PAGE, HOME, END = "\x1b[B", "\x1b[6~", "\x1b[H", "\x1b[F"
# How pyte keeps that a program asked for the other notation of arrows.
OTHER_ARROWS = 1 << 5


@dataclass
class Step:
    """Keys, and what stands on the screen then; without that the screen only has to be quiet."""

    name: str
    keys: str
    until: str = ""
    repeat: int = 1


@dataclass
class Program:
    name: str
    command: list[str]
    ready: str
    steps: list[Step] = field(default_factory=list)
    before: str = ""  # a shell command before each run


class Terminal:
    def __init__(self, command, environment):
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = 0
        self.pending = []  # what came and was not shown yet, with its moment
        self.start = self.last = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execvpe(command[0], command, environment)

    def read(self, seconds):
        """Reads once; whether anything came. It is shown later: that takes longer than programs do."""
        if not select.select([self.fd], [], [], max(seconds, 0))[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            raise RuntimeError(f"ended; the screen was\n{self.text()}")
        self.last = time.monotonic()
        self.bytes += len(data)
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self.fd, answer)
        self.pending.append((self.last, data))
        return True

    def show(self, pattern):
        """Shows what came; the moment of what made the screen match, if anything did."""
        while self.pending:
            moment, data = self.pending.pop(0)
            self.stream.feed(UNSHOWN.sub(b"", data))
            if pattern and pattern.search(self.text()):
                return moment
        return None

    def type(self, keys):
        if OTHER_ARROWS in self.screen.mode and keys in (DOWN, HOME, END):
            keys = keys.replace("[", "O")
        os.write(self.fd, keys.encode())

    def text(self):
        return "\n".join(self.row(self.screen.buffer[y]) for y in range(LINES))

    def row(self, row):
        # A wide character's second cell is empty; where its first one was overwritten since, a
        # terminal shows a blank.
        out, wide = [], False
        for x in range(COLUMNS):
            data = row[x].data
            out.append(data if data or wide else " ")
            wide = bool(data) and wcwidth(data[0]) == 2
        return "".join(out).rstrip()

    def wait(self, until, since):
        """The moment when the screen became what was waited for; what came last where nothing was."""
        pattern = re.compile(until, re.M) if until else None
        found = since if pattern and pattern.search(self.text()) else None
        while found is None:
            if self.read(0.004 if self.pending and pattern else QUIET):
                continue
            found = self.show(pattern)
            if not pattern and (self.last > since or time.monotonic() > since + 0.5):
                return max(self.last, since)
            if time.monotonic() > since + DEADLINE:
                raise RuntimeError(f"no {until!r}; the screen is\n{self.text()}")
        while self.read(QUIET):
            pass
        self.show(None)
        return found

    def memory(self):
        """Anonymous memory in bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) * 1024

    def close(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def run(program, environment, figures):
    if program.before:
        subprocess.run(program.before, shell=True, check=True)
    terminal = Terminal(program.command, environment)
    try:
        add = lambda name, value: figures.setdefault((program.name, name), []).append(value)
        add("ready", 1000 * (terminal.wait(program.ready, terminal.start) - terminal.start))
        for step in program.steps:
            for _ in range(step.repeat):
                before, now = terminal.bytes, time.monotonic()
                terminal.type(step.keys)
                add(step.name, 1000 * (terminal.wait(step.until, now) - now))
                add(step.name + " bytes", terminal.bytes - before)
        add("memory", terminal.memory())
    finally:
        terminal.close()


def head(path):
    """Title, date and body of a Jekyll post."""
    _, front, body = path.read_text("utf-8", "replace").split("---\n", 2)
    facts = dict(re.findall(r"^(\w+):[ \t]*(.*)$", front, re.M))
    day = [int(number) for number in re.findall(r"\d+", facts["date"])[:6]]
    when = datetime(*(day + [0, 0, 0])[:6], tzinfo=timezone(timedelta(hours=8)))
    return facts["title"].strip("\"'"), when, body


def feed(posts, folder):
    """The archive as newsboat has it: read in already."""
    folder.mkdir()
    with open(folder / "feed.xml", "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>archive</title><link>http://x.example/</link><description>a</description>\n')
        for path in reversed(posts):
            title, when, body = head(path)
            out.write(
                f"<item><title>{escape(title)}</title><link>http://x.example/{path.stem}</link><guid>{path.stem}</guid>"
                f"<pubDate>{email.utils.format_datetime(when)}</pubDate><description>{escape(body)}</description></item>\n"
            )
        out.write("</channel></rss>\n")
    (folder / "urls").write_text(f"file://{folder}/feed.xml\n")
    (folder / "config").write_text("auto-reload no\ncleanup-on-quit no\nkeep-articles-days 0\nmax-items 0\n")
    command = newsboat(folder)
    subprocess.run([*command, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
    return command


def newsboat(folder):
    return ["newsboat", "-u", f"{folder}/urls", "-C", f"{folder}/config", "-c", f"{folder}/cache.db"]


def programs(args, archive, work):
    posts = sorted((archive / "_posts").iterdir())
    count, (newest, oldest) = len(posts), (head(posts[-1])[0][:6], head(posts[0])[0][:6])
    newest, oldest = re.escape(newest), re.escape(oldest)
    comma = f"{count:,}"
    kanbao = [args.kanbao, "--lang", "zh", "--fresh", str(archive)]
    moves = [Step("down", DOWN, repeat=20), Step("page", PAGE, repeat=10), Step("end", END, oldest), Step("home", HOME, newest)]
    yield Program(
        "kanbao",
        kanbao,
        f"文章 {comma}",
        [
            Step("settle", DOWN),
            *moves,
            Step("open", "\r", "返回"),
            Step("close", "q", "退出"),
            Step("field", "/", "查询"),
            Step("filter", "银", f"/{comma}"),
            Step("filter, next", "行"),
            Step("clear", "\x1b", f"文章 {comma}"),
            Step("tags", "gt"),
            Step("facet", " ", f"/{comma}"),
            Step("facet off", " ", f"文章 {comma}"),
            Step("list", "ga"),
            Step("sort", "\\", repeat=5),
            Step("texts", "S", "正文含"),
            Step("search", "银行\r", "正文含 银行 [0-9,]+ 篇"),
        ],
    )
    index = f"XDG_CACHE_HOME={work}/cold {args.kanbao} index --list {archive}"
    subprocess.run(f"XDG_CACHE_HOME={work}/cache {args.kanbao} index {archive}", shell=True, check=True, stdout=sys.stderr)
    yield Program("kanbao, no index", ["env", f"XDG_CACHE_HOME={work}/none", *kanbao], newest, before=f"rm -rf {work}/none")
    yield Program("kanbao index --list", ["sh", "-c", f"{index} > /dev/null; echo ENDED; read x"], "ENDED", before=f"rm -rf {work}/cold")
    if shutil.which("newsboat"):
        command = feed(posts, work / "newsboat")
        steps = [Step("list", "\r", newest), *moves, Step("open", "\r", "Article '"), Step("close", "q", "Articles in"), Step("field", "/", "Search for"), Step("search", "银行\r", "Search results")]
        yield Program("newsboat", command, "archive", steps)
    if shutil.which("less"):
        yield Program("less", ["less", str(posts[-1])], "title:")
    if shutil.which("nnn"):
        yield Program("nnn", ["nnn", "-d", str(archive / "_posts")], re.escape(posts[0].name[:20]), [Step("down", "j", repeat=20), Step("end", "G", re.escape(posts[-1].name[:20]))])
    if shutil.which("rg"):
        yield Program("rg -l", ["sh", "-c", f"rg -l 昆信动力 {archive}/_posts > /dev/null; echo ENDED; read x"], "ENDED")
        if shutil.which("fzf"):
            titles = f"cd {archive}/_posts && rg --no-heading -N --sort none ^title: . | fzf --no-sort"
            yield Program("rg + fzf", ["sh", "-c", titles], f"{count}/{count}", [Step("filter", "银", rf"(?<!\d)(?!{count}/)\d+/{count}"), Step("filter, next", "行")])


# What is compared: what it is called, kanbao's figure, the other's, and the most it should be.
COMPARED = [
    ("start to the complete list", ("kanbao", ["ready"]), ("less", ["ready"]), "one post", 2.5),
    ("start to the complete list", ("kanbao", ["ready"]), ("newsboat", ["ready", "list"]), "", 0.02),
    ("start without an index", ("kanbao, no index", ["ready"]), ("nnn", ["ready"]), "", 0.5),
    ("making the index", ("kanbao index --list", ["ready"]), ("rg -l", ["ready"]), "", 2.0),
    ("down", ("kanbao", ["down"]), ("newsboat", ["down"]), "", 0.04),
    ("page", ("kanbao", ["page"]), ("newsboat", ["page"]), "", 0.04),
    ("end", ("kanbao", ["end"]), ("newsboat", ["end"]), "", 0.10),
    ("home", ("kanbao", ["home"]), ("newsboat", ["home"]), "", 0.10),
    ("open", ("kanbao", ["open"]), ("newsboat", ["open"]), "", 0.33),
    ("first letter of a filter", ("kanbao", ["filter"]), ("rg + fzf", ["filter"]), "", 0.10),
    ("search in all texts", ("kanbao", ["search"]), ("newsboat", ["search"]), "", 0.05),
]
# Milliseconds, bytes, and the most they should be.
ALONE = [("facet", 16), ("sort", 16), ("down bytes", 1000), ("page bytes", 12000)]


def report(figures, count):
    middle = {key: statistics.median(values) for key, values in figures.items()}
    print(f"\n{count:,} posts\n\n| | kanbao | beside | ratio | goal |\n|---|---|---|---|---|")
    for what, (ours, steps), (other, their), note, most in COMPARED:
        if (other, their[0]) not in middle or (ours, steps[0]) not in middle:
            continue
        mine, theirs = sum(middle[ours, step] for step in steps), sum(middle[other, step] for step in their)
        note = f", {note}" if note else ""
        print(f"| {what} | {mine:.1f} ms | {other}{note}: {theirs:.1f} ms | {mine / theirs:.3f} | {most:g} |")
    for what, most in ALONE:
        if ("kanbao", what) in middle:
            unit = "bytes" if "bytes" in what else "ms"
            print(f"| {what} | {middle['kanbao', what]:.1f} {unit} | | | {most} {unit} |")
    for program in sorted({program for program, name in middle if name == "memory"}):
        if program in ("kanbao", "newsboat"):
            print(f"| anonymous memory | {program}: {middle[program, 'memory'] / count:.0f} bytes a post | | | |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=100_000, help="posts of the made-up archive")
    parser.add_argument("--archive", type=Path, help="a folder with posts in _posts, in place of a made-up one")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="a pattern: only programs of such names")
    parser.add_argument("--kanbao", default=str(HERE / "target/release/kanbao"))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="peers-") as work:
        work = Path(work)
        archive = args.archive and args.archive.resolve()
        if not archive:
            archive = work / "archive"
            subprocess.run(["cargo", "run", "--quiet", "--release", "--example", "corpus", "--", archive, str(args.posts)], cwd=HERE, check=True)
        homes = {f"XDG_{name}_HOME": f"{work}/{name.lower()}" for name in ("CACHE", "DATA", "STATE")}
        environment = {**os.environ, **homes, "TERM": "xterm-256color", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": str(COLUMNS), "LINES": str(LINES)}
        figures = {}
        compared = [program for program in programs(args, archive, work) if re.search(args.only, program.name)]
        # The first run warms caches and does not count.
        for counts in [False] + [True] * args.runs:
            for program in compared:
                try:
                    run(program, environment, figures if counts else {})
                except RuntimeError as error:
                    print(f"{program.name}: {error}", file=sys.stderr)
        report(figures, sum(1 for _ in (archive / "_posts").iterdir()))


if __name__ == "__main__":
    main()
