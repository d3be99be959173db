//! What went wrong with the store and what was done about it, to be said once. None of it keeps
//! anybody from reading.

use std::path::{Path, PathBuf};

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
    /// The warning as one line, what it means for the reader first: the end may be cut off. Paths
    /// in it did **not** pass the sanitising gate.
    pub fn text(&self, lang: Lang) -> String {
        let until = match lang {
            Lang::En => "marks last until the end of this session",
            Lang::Zh => "标记只保留到本次退出",
        };
        match (self, lang) {
            (Self::NoFolder, Lang::En) => format!("{until}: there is no folder for data"),
            (Self::NoFolder, Lang::Zh) => format!("{until}：系统没有存放数据的文件夹"),
            (Self::NotWritable { file, why }, Lang::En) => {
                format!("{until}: {} cannot be written ({why})", file.display())
            }
            (Self::NotWritable { file, why }, Lang::Zh) => {
                format!("{until}：无法写入 {}（{why}）", file.display())
            }
            (Self::Future { file, version }, Lang::En) => {
                format!("{until}: {} is of a later kanbao ({version}) and left alone", file.display())
            }
            (Self::Future { file, version }, Lang::Zh) => {
                format!("{until}：{} 由更新版本的看报写成（{version}），未作改动", file.display())
            }
            (Self::Damaged { aside, restored, saved }, lang) => damaged(aside, *restored, *saved, lang),
        }
    }
}

fn damaged(aside: &Path, restored: bool, saved: usize, lang: Lang) -> String {
    let aside = aside.file_name().unwrap_or(aside.as_os_str()).display();
    match (lang, restored) {
        (Lang::En, true) => {
            format!(
                "the marks were damaged: a backup is in use, with {saved} more that were saved; see {aside}"
            )
        }
        (Lang::En, false) => format!("the marks were damaged: {saved} were saved; see {aside}"),
        (Lang::Zh, true) => format!("标记文件损坏：已换上备份，另救回 {saved} 条；损坏的文件现为 {aside}"),
        (Lang::Zh, false) => format!("标记文件损坏：救回 {saved} 条；损坏的文件现为 {aside}"),
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
