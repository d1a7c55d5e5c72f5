use std::fs;
use std::io::{Read, Write};

use super::{limit, open};
use crate::data::{AtomicFile, Event, ReadOptions, RejectsFile};

fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_file_that_is_dropped_leaves_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    fs::write(&path, "old").unwrap();
    let mut file = AtomicFile::create(&path).unwrap();
    file.write_all(b"new").unwrap();
    file.flush().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    drop(file);
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[test]
fn a_file_that_is_committed_replaces_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    fs::write(&path, "old").unwrap();
    let mut file = AtomicFile::create(&path).unwrap();
    file.write_all(b"new").unwrap();
    file.commit().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[test]
fn the_name_decides_about_compression() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["out.csv.gz", "out.csv.ZST"] {
        let path = folder.path().join(name);
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"id,score\n").unwrap();
        file.commit().unwrap();
        let bytes = fs::read(&path).unwrap();
        let mut text = String::new();
        if name.ends_with("gz") {
            flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
        } else {
            zstd::Decoder::new(&bytes[..]).unwrap().read_to_string(&mut text).unwrap();
        }
        assert_eq!(text, "id,score\n");
    }
}

#[test]
fn places_that_cannot_be_written_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let missing = AtomicFile::create(folder.path().join("no/out.csv")).unwrap_err();
    assert_eq!(missing.kind(), "data-no-folder");
    assert_eq!(AtomicFile::create(folder.path()).unwrap_err().kind(), "data-folder");
    let path = folder.path().join("kept.csv");
    fs::write(&path, "old").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = AtomicFile::create(&path).unwrap_err();
    assert_eq!(error.to_string(), format!("{}: no permission to write it", path.display()));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn write(path: &std::path::Path) {
        let mut file = AtomicFile::create(path).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
    }

    fn mode(path: &std::path::Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn permissions_are_those_of_the_old_file_or_of_any_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new, plain) =
            (folder.path().join("old"), folder.path().join("new"), folder.path().join("plain"));
        fs::write(&old, "").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o666)).unwrap();
        fs::write(&plain, "").unwrap();
        write(&old);
        write(&new);
        assert_eq!(mode(&old), 0o666);
        assert_eq!(mode(&new), mode(&plain));
    }

    #[test]
    fn a_link_stays_and_its_target_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real");
        fs::create_dir(&real).unwrap();
        for existing in [true, false] {
            let target = real.join(format!("{existing}.csv"));
            let link = folder.path().join(format!("{existing}-link.csv"));
            if existing {
                fs::write(&target, "old").unwrap();
            }
            symlink(format!("real/{existing}.csv"), &link).unwrap();
            write(&link);
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read_to_string(&target).unwrap(), "new");
        }
    }

    #[test]
    fn devices_are_written_to_and_a_full_one_is_an_error() {
        write(std::path::Path::new("/dev/null"));
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        let mut file = AtomicFile::create("/dev/full").unwrap();
        file.write_all(b"x").unwrap();
        let error = file.commit().unwrap_err();
        assert_eq!(error.to_string(), "/dev/full: writing failed: No space left on device");
        assert!(!error.is_broken_pipe());
        let pipe =
            AtomicFile::create("/dev/null").unwrap().error(std::io::ErrorKind::BrokenPipe.into());
        assert!(pipe.is_broken_pipe());
    }
}

#[test]
fn rejects_are_kept_exactly_and_can_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rejects.csv");
    let long = "x".repeat(100);
    let text = format!("id;\"ci\r\nty\"\r\n1;a\r\n2;M\u{fc};x\r\n\r\n3;{long}\r\n\"4;\"\"q\"\"\"");
    let mut bytes = text.into_bytes();
    bytes.extend(b"\n5;\xFF");
    let mut reader = open("leads.csv", bytes, &limit(50)).unwrap();
    let mut rejects = RejectsFile::create(&path, reader.header_text()).unwrap();
    while let Some(event) = reader.next().unwrap() {
        match event {
            Event::Row(row) => assert_eq!(row.number, 1),
            Event::Rejected(rejection) => {
                rejects.add(&rejection).unwrap();
                rejects.add_more(b"").unwrap();
            }
            Event::RejectedMore(piece) => rejects.add_more(&piece).unwrap(),
        }
    }
    assert_eq!(rejects.commit().unwrap(), 4);
    let mut expected =
        format!("id;\"ci\r\nty\"\n2;M\u{fc};x\n3;{long}\n\"4;\"\"q\"\"\"\n5;").into_bytes();
    expected.extend(b"\xFF\n");
    assert_eq!(fs::read(&path).unwrap(), expected);

    let mut again = open("rejects.csv", expected, &ReadOptions::default()).unwrap();
    assert_eq!(again.header(), reader.header());
    assert!(matches!(again.next().unwrap(), Some(Event::Rejected(_))));
    assert!(matches!(again.next().unwrap(), Some(Event::Row(_))));
}

#[test]
fn without_rejections_there_is_only_the_header() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rejects.csv");
    fs::write(&path, "id\nold\n").unwrap();
    assert_eq!(RejectsFile::create(&path, Some(b"id")).unwrap().commit().unwrap(), 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), "id\n");
}
