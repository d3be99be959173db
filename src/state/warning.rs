//! What went wrong with the store and what was done about it, to be said once. None of it keeps
//! anybody from reading.

use std::fmt;
use std::path::PathBuf;

use crate::locale::Lang;

/// Something that the user should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The system names no folder for data.
    NoFolder,
    /// Nothing can be written to the store: marks last until the program ends.
    NotWritable {
        /// The store.
        file: PathBuf,
        /// Why, as the system says it.
        why: String,
    },
    /// A later version of the program wrote the store: it is left alone.
    Future {
        /// The store.
        file: PathBuf,
        /// The version of its schema.
        version: u32,
    },
    /// The store was damaged. It was set aside.
    Damaged {
        /// Where it is now.
        aside: PathBuf,
        /// Whether the last backup was put in its place.
        restored: bool,
        /// Marks that could be read from the damaged file.
        saved: usize,
    },
}

impl Warning {
    /// The warning as one line; paths in it did **not** pass the sanitising gate.
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoFolder, Lang::En) => {
                "there is no folder for data: marks last until the end of this session".into()
            }
            (Self::NoFolder, Lang::Zh) => "系统没有存放数据的文件夹：标记只保留到本次退出".into(),
            (Self::NotWritable { file, why }, Lang::En) => format!(
                "marks cannot be kept in {} ({why}): they last until the end of this session",
                file.display()
            ),
            (Self::NotWritable { file, why }, Lang::Zh) => {
                format!("标记无法写入 {}（{why}）：只保留到本次退出", file.display())
            }
            (Self::Future { file, version }, Lang::En) => format!(
                "{} is of a later version of kanbao ({version}): it is left alone, and marks last until the end of this session",
                file.display()
            ),
            (Self::Future { file, version }, Lang::Zh) => format!(
                "{} 由更新版本的看报写成（{version}）：未作改动，标记只保留到本次退出",
                file.display()
            ),
            (Self::Damaged { aside, restored, saved }, lang) => {
                damaged(aside.display(), *restored, *saved, lang)
            }
        }
    }
}

fn damaged(aside: impl fmt::Display, restored: bool, saved: usize, lang: Lang) -> String {
    match (lang, restored) {
        (Lang::En, true) => format!(
            "the marks were damaged: the last backup is in use, with {saved} marks saved from the damaged file, which is now {aside}"
        ),
        (Lang::En, false) => {
            format!(
                "the marks were damaged: {saved} could be saved from the damaged file, which is now {aside}"
            )
        }
        (Lang::Zh, true) => {
            format!("标记文件损坏：已换上最近的备份，并从中救回 {saved} 条标记；损坏的文件现为 {aside}")
        }
        (Lang::Zh, false) => format!("标记文件损坏：救回 {saved} 条标记；损坏的文件现为 {aside}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_what_was_done() {
        let file = PathBuf::from("/数据/state.sqlite");
        let all = [
            Warning::NoFolder,
            Warning::NotWritable { file: file.clone(), why: "只读".into() },
            Warning::Future { file: file.clone(), version: 9 },
            Warning::Damaged { aside: file.clone(), restored: true, saved: 12 },
            Warning::Damaged { aside: file, restored: false, saved: 12 },
        ];
        for warning in all {
            let (english, chinese) = (warning.text(Lang::En), warning.text(Lang::Zh));
            assert!(english.contains("mark") && chinese.contains("标记"), "{english}\n{chinese}");
        }
    }
}
