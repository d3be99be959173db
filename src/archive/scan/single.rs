//! Whether one file is a post, by its place and its name, without a look at any other: what
//! changed in an archive is found out so where the system tells which files did.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::{Area, Folder, Found, Named, Scan, Scanner, clean_name, joined};
use crate::archive::{Archive, Show};
use crate::post::TreeKind;

/// What can be told of one file.
#[derive(Debug)]
pub enum Single {
    /// It is a post by its name.
    Post(Found),
    /// It is nothing that the archive shows, or would tell of.
    Nothing,
    /// Only a scan of everything tells.
    Unsure,
}

/// What a file is, or would be if it were there; `there`: it is.
pub(in crate::archive) fn single(archive: &Archive, show: Show, file: &Path, there: bool) -> Single {
    // There, other files decide what a file is.
    let alone = !matches!(archive.kind, TreeKind::Hugo | TreeKind::Zola) && archive.only.is_none();
    let Ok(path) = file.strip_prefix(&archive.root) else { return Single::Nothing };
    let Some(name) = path.file_name().filter(|_| alone) else { return Single::Unsure };
    let mut scanner = Scanner { archive, show, found: Scan::default(), odd: Default::default() };
    let (above, below) =
        archive.scope.as_deref().map_or((Path::new(""), Ok(path)), |scope| (scope, path.strip_prefix(scope)));
    let Ok(below) = below else { return Single::Nothing };
    let mut folder = scanner.root();
    for name in above {
        let Some(clean) = plain(name) else { return Single::Unsure };
        let area = scanner.area_below(&folder, clean).unwrap_or(folder.area);
        folder = folder.below(name, clean, area);
    }
    for name in below.parent().into_iter().flatten() {
        let Some(clean) = plain(name) else { return Single::Unsure };
        let Some(area) = scanner.area_below(&folder, clean) else { return Single::Nothing };
        folder = folder.below(name, clean, area);
    }
    let Some(clean) = plain(name) else { return Single::Unsure };
    scanner.file(&folder, (file, clean), there)
}

/// A name that is shown as it is.
fn plain(name: &OsStr) -> Option<&str> {
    name.to_str().filter(|text| clean_name(name).as_bytes() == text.as_bytes())
}

impl Scanner<'_> {
    fn file(&mut self, folder: &Folder, (file, name): (&Path, &str), there: bool) -> Single {
        let kind = fs::symlink_metadata(file).map(|metadata| metadata.file_type());
        if kind.as_ref().is_ok_and(|kind| kind.is_dir()) {
            let hidden = self.area_below(folder, name).is_none();
            return if hidden { Single::Nothing } else { Single::Unsure };
        }
        let regular = kind.map_or(!there, |kind| kind.is_file());
        let path = joined(&folder.path, name);
        match self.named(folder.area, name, &path) {
            _ if folder.area == Area::Way => {
                if regular {
                    Single::Nothing
                } else {
                    Single::Unsure
                }
            }
            Named::Other => Single::Nothing,
            Named::Post if regular => Single::Post(Found::new(&self.archive.root, path, file.to_owned())),
            _ => Single::Unsure,
        }
    }
}
