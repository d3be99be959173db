//! What keys mean by layer, and what a broken keymap file says. Small keymaps of their
//! own, so that a changed preset breaks nothing here.

use super::super::file;
use super::*;
use crate::keys::parse_sequence;

fn keymap(yaml: &str) -> Keymap {
    file::read(yaml, "test.yaml").expect("the keymap is good")
}

fn press(keymap: &Keymap, layer: Layer, keys: &str) -> Resolution {
    let mut keys = parse_sequence(keys).expect("the keys are good");
    let last = keys.pop().expect("at least one key");
    keymap.resolve(layer, &keys, last)
}

#[test]
fn resolves_by_layer() {
    let map = keymap(
        "global: {gg: go-top, gt: move-up, q: quit}\n\
         list: {j: move-down, gc: open, q: open}\n\
         prompt: {<Enter>: open}\ndialog: {<Enter>: quit}\n",
    );
    let cases = [
        (Layer::List, "j", Resolution::Run(Action::MoveDown)),
        (Layer::List, "ｊ", Resolution::Run(Action::MoveDown)),
        (Layer::List, "ㅓ", Resolution::Run(Action::MoveDown)),
        (Layer::List, "g", Resolution::Pending),
        (Layer::List, "gg", Resolution::Run(Action::GoTop)),
        (Layer::List, "ｇｇ", Resolution::Run(Action::GoTop)),
        (Layer::List, "gc", Resolution::Run(Action::Open)),
        (Layer::List, "gt", Resolution::Run(Action::MoveUp)),
        (Layer::List, "gx", Resolution::Unbound),
        (Layer::List, "q", Resolution::Run(Action::Open)),
        (Layer::Article, "q", Resolution::Run(Action::Quit)),
        (Layer::Article, "j", Resolution::Unbound),
        (Layer::Article, "gc", Resolution::Unbound),
        (Layer::Global, "gg", Resolution::Run(Action::GoTop)),
        (Layer::Prompt, "q", Resolution::Unbound),
        (Layer::Prompt, "<Enter>", Resolution::Run(Action::Open)),
        (Layer::Dialog, "q", Resolution::Unbound),
        (Layer::Dialog, "<Enter>", Resolution::Run(Action::Quit)),
    ];
    for (layer, keys, expected) in cases {
        assert_eq!(press(&map, layer, keys), expected, "{layer:?} {keys}");
    }
}

#[test]
fn a_text_field_takes_keys_as_typed() {
    let map = keymap("prompt: {j: quit, <C-u>: open}\n");
    assert_eq!(press(&map, Layer::Prompt, "ｊ"), Resolution::Unbound);
    assert_eq!(press(&map, Layer::Prompt, "j"), Resolution::Run(Action::Quit));
    assert_eq!(press(&map, Layer::Prompt, "<C-u>"), Resolution::Run(Action::Open));
}

#[test]
fn names_the_keys_of_an_action() {
    let map = keymap(
        "global: {gg: go-top, <Home>: go-top, q: quit, k: move-up}\n\
         list: {H: go-top, <Home>: open}\nprompt: {<Esc>: quit}\n",
    );
    assert_eq!(map.keys_for(Layer::List, Action::GoTop), ["H", "gg"]);
    assert_eq!(map.keys_for(Layer::Article, Action::GoTop), ["gg", "<Home>"]);
    assert_eq!(map.keys_for(Layer::Prompt, Action::Quit), ["<Esc>"]);
    assert_eq!(map.keys_for(Layer::List, Action::MoveDown), [""; 0]);
    let own: Vec<_> = map.bindings(Layer::List).collect();
    assert_eq!(own, [("H".to_owned(), Action::GoTop), ("<Home>".to_owned(), Action::Open)]);
}

#[test]
fn a_broken_file_is_an_error_with_its_line() {
    let cases = [
        (
            "list:\n  j: move-dwon\n",
            "test.yaml:2: list.j: unknown action \"move-dwon\"; did you mean \"move-down\"?",
        ),
        ("list:\n  <Entre>: open\n", "test.yaml:2: list: unknown key \"<Entre>\"; did you mean \"Enter\"?"),
        ("global: {}\nlits:\n  j: open\n", "test.yaml:2: unknown layer \"lits\"; did you mean \"list\"?"),
        (
            "list:\n  j: open\n  k: quit\n  j: quit\n",
            "test.yaml:4: list: \"j\" is bound twice, first as \"j\" (list: open)",
        ),
        (
            "list:\n  gg: open\n  g: quit\n",
            "test.yaml:3: list: \"g\" and \"gg\" (list: open) begin alike, so the longer one could never be typed",
        ),
        (
            "list:\n  g: open\nglobal:\n  gt: quit\n",
            "test.yaml:4: global: \"gt\" and \"g\" (list: open) begin alike, so the longer one could never be typed",
        ),
        (
            "global:\n  gt: open\narticle:\n  g: quit\n",
            "test.yaml:4: article: \"g\" and \"gt\" (global: open) begin alike, so the longer one could never be typed",
        ),
        ("list:\n  j: [open]\n", "test.yaml:2: list.j: invalid type: sequence, expected a word"),
        ("- list\n", "test.yaml:1: invalid type: sequence, expected a map of layers"),
        (
            "list: j\n",
            "test.yaml:1: list: invalid type: string \"j\", expected a map of key sequences to actions",
        ),
    ];
    for (yaml, message) in cases {
        let error = file::read(yaml, "test.yaml").map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(error, Err(message.to_owned()));
    }
}

#[test]
fn layers_that_never_meet_do_not_conflict() {
    let map = keymap("list: {g: open}\narticle: {gg: open}\nglobal: {x: quit}\nprompt: {xx: quit}\n");
    assert_eq!(press(&map, Layer::List, "g"), Resolution::Run(Action::Open));
    assert_eq!(press(&map, Layer::Article, "g"), Resolution::Pending);
}

#[test]
fn the_builtin_file_reads() {
    let read = file::read(include_str!("../vim.yaml"), "vim.yaml").map_err(|error| error.to_string());
    assert_eq!(read, Ok(Keymap::builtin()));
}

#[test]
fn every_action_has_a_builtin_key() {
    let map = Keymap::builtin();
    for (action, name, ..) in Action::ALL {
        let bound = Layer::ALL.iter().any(|(layer, _)| !map.keys_for(*layer, action).is_empty());
        assert!(bound, "{name} has no key in vim.yaml");
    }
}

#[test]
fn every_layer_can_be_left() {
    let map = Keymap::builtin();
    for (layer, name) in Layer::ALL {
        let leave = press(&map, layer, "<Esc>");
        assert!(matches!(leave, Resolution::Run(Action::Back | Action::Cancel)), "{name}: {leave:?}");
    }
}

#[test]
fn the_builtin_keys_work_with_an_input_method_on() {
    let map = Keymap::builtin();
    let cases = [
        ("ｇｇ", Action::GoTop),
        ("ㅎㅎ", Action::GoTop),
        ("、", Action::Filter),
        ("／", Action::Filter),
        ("？", Action::ShowHelp),
        ("！", Action::ShowProblems),
        ("　", Action::PageDown),
        ("＃", Action::ShowLinks),
        ("＆", Action::ToggleAnyTag),
        ("Ｊ", Action::NextArticle),
        ("ㅐ", Action::OpenSource),
    ];
    for (keys, action) in cases {
        assert_eq!(press(&map, Layer::List, keys), Resolution::Run(action), "{keys}");
    }
}

#[test]
fn digits_are_links_in_the_article_and_counts_in_lists() {
    let map = Keymap::builtin();
    for digit in ["1", "9", "0", "３"] {
        assert_eq!(press(&map, Layer::Article, digit), Resolution::Run(Action::OpenLink));
        for layer in [Layer::Facets, Layer::List, Layer::Problems, Layer::Help] {
            assert_eq!(press(&map, layer, digit), Resolution::Unbound);
        }
    }
}
