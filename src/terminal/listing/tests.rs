//! Lists that are kept, brought up to date, damaged and made again.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("书/_posts")).unwrap();
        fs::write(folder.path().join("书/_config.yml"), "title: 书").unwrap();
        let place = Self { folder };
        place.write("2022-01-01-yi.md", "---\ntitle: 一\ntags: [甲, 乙]\n---\n");
        place.write("2022-01-02-er.md", "---\ntitle: 二\ntags: [甲\n---\n");
        place.write("2022-01-03-san.md", "---\ntitle: 三：Ａ\nsource: https://a.cn/3\n---\n");
        place.write("无日期.md", "没有日期");
        place
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("书/_posts").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.file(name), text).unwrap();
    }

    fn index(&self) -> Option<PathBuf> {
        let mut files = fs::read_dir(self.folder.path().join("缓存")).ok()?;
        files.next().map(|file| file.unwrap().path())
    }

    /// The titles that are at hand, the titles and problems of the list, what was told of it.
    fn open(&self) -> (Option<String>, (String, usize), String) {
        let archive = Archive::open(&self.folder.path().join("书")).unwrap();
        let cache = self.folder.path().join("缓存");
        let mut wanted = Wanted::new(&archive, RootId(0), Show::default(), Some(&cache));
        let at_hand = wanted.at_hand().map(|(library, _)| titles(&library));
        let mut told = Vec::new();
        let listed = wanted.renew(&mut |news| {
            told.extend(news.posts.iter().map(|post| format!("+{}", post.title)));
            told.extend(news.changed.iter().map(|post| format!("*{}", post.title)));
            told.extend(news.gone.iter().map(|path| format!("-{path}")));
            told.extend(news.problems.iter().map(|problem| format!("!{}", problem.path)));
            ControlFlow::Continue(())
        });
        told.sort_unstable();
        assert_eq!(listed.trouble, None);
        // Nobody has this list yet, so it comes back whole.
        let mut wanted = Wanted::new(&archive, RootId(0), Show::default(), Some(&cache));
        let listed = wanted.renew(&mut |_| ControlFlow::Continue(()));
        (at_hand, (titles(&listed.library), listed.problems.len()), told.join(" "))
    }
}

fn titles(library: &Library) -> String {
    let order = library.order(SortKey::Newest);
    order.iter().map(|id| library.title(*id)).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_was_kept_is_at_hand_and_nothing_is_told_again() {
    let place = Place::new();
    let (at_hand, first, _) = place.open();
    assert_eq!((at_hand, first.0.as_str()), (None, "三：Ａ 二 一"));
    assert_eq!(first.1, 2);
    let written = fs::metadata(place.index().unwrap()).unwrap().modified().unwrap();
    let (at_hand, second, told) = place.open();
    assert_eq!((at_hand.as_deref(), &second, told.as_str()), (Some("三：Ａ 二 一"), &first, ""));
    assert_eq!(fs::metadata(place.index().unwrap()).unwrap().modified().unwrap(), written);
}

#[test]
fn what_changed_is_read_and_told() {
    let place = Place::new();
    place.open();
    place.write("2022-01-02-er.md", "---\ntitle: 二，改好了\n---\n");
    fs::remove_file(place.file("2022-01-01-yi.md")).unwrap();
    fs::remove_file(place.file("无日期.md")).unwrap();
    place.write("2022-01-04-si.md", "---\ntitle: 四\n---\n");
    let (at_hand, now, told) = place.open();
    assert_eq!(at_hand.as_deref(), Some("三：Ａ 二 一"));
    assert_eq!(now, ("四 三：Ａ 二，改好了".to_owned(), 0));
    assert_eq!(told, "*二，改好了 +四 -_posts/2022-01-01-yi.md");
    let (at_hand, again, told) = place.open();
    assert_eq!((at_hand.as_deref(), again, told.as_str()), (Some(now.0.as_str()), now.clone(), ""));
}

#[test]
fn new_and_vanished_files_are_told_before_every_known_one_is_looked_at() {
    let place = Place::new();
    place.open();
    place.write("2022-01-02-er.md", "---\ntitle: 二，改好了\n---\n");
    place.write("2022-01-04-si.md", "---\ntitle: 四\n---\n");
    fs::remove_file(place.file("2022-01-01-yi.md")).unwrap();
    let archive = Archive::open(&place.folder.path().join("书")).unwrap();
    let cache = place.folder.path().join("缓存");
    let mut wanted = Wanted::new(&archive, RootId(0), Show::default(), Some(&cache));
    assert!(wanted.at_hand().is_some());
    assert_eq!(wanted.paths().count(), 3);
    let mut told = Vec::new();
    wanted.renew(&mut |news| {
        told.extend(news.sounds.map(|sounds| format!("{} sounds", sounds.len())));
        told.extend(news.orders.iter().map(|(key, order)| format!("{key} of {}", order.len())));
        told.extend(news.gone.iter().map(|path| format!("-{path}")));
        told.extend(news.posts.iter().map(|post| format!("+{}", post.title)));
        told.extend(news.changed.iter().map(|post| format!("*{}", post.title)));
        ControlFlow::Continue(())
    });
    let expected = ["3 sounds", "title of 3", "path of 3", "-_posts/2022-01-01-yi.md", "+四", "*二，改好了"];
    assert_eq!(told, expected);
}

#[test]
fn damage_and_other_settings_are_no_harm() {
    let place = Place::new();
    let (_, first, _) = place.open();
    let index = place.index().unwrap();
    let sound = fs::read(&index).unwrap();
    for damage in
        [&sound[..sound.len() - 1], &sound[..100], b"", b"kanbaoLS", &[sound.clone(), vec![0]].concat()]
    {
        fs::write(&index, damage).unwrap();
        let (at_hand, now, _) = place.open();
        assert_eq!((at_hand, &now), (None, &first));
        assert_eq!(fs::read(&index).unwrap(), sound);
    }
    for at in [12, 40, sound.len() / 2, sound.len() - 2] {
        let mut damage = sound.clone();
        damage[at] ^= 64;
        fs::write(&index, damage).unwrap();
        assert_eq!(place.open().1, first, "{at}");
        assert_eq!(fs::read(&index).unwrap(), sound, "{at}");
    }
    fs::write(place.folder.path().join("书/_config.yml"), "title: 书\ntimezone: Asia/Tokyo").unwrap();
    let (at_hand, now, _) = place.open();
    assert_eq!((at_hand, now), (None, first));
}

#[test]
fn no_place_to_keep_a_list_is_said() {
    let place = Place::new();
    fs::write(place.folder.path().join("缓存"), "no folder").unwrap();
    let archive = Archive::open(&place.folder.path().join("书")).unwrap();
    let cache = place.folder.path().join("缓存");
    let mut wanted = Wanted::new(&archive, RootId(0), Show::default(), Some(&cache));
    let listed = wanted.renew(&mut |_| ControlFlow::Continue(()));
    assert_eq!((listed.library.len(), listed.trouble.is_some()), (3, true));
}
