use super::*;

fn show(written: Option<Written>) -> String {
    let Some(Written { date, time, offset }) = written else { return "-".to_owned() };
    let time = time.map(|time| format!(" {time}")).unwrap_or_default();
    let offset = offset.map(|offset| format!(" {offset}")).unwrap_or_default();
    format!("{date}{time}{offset}")
}

#[test]
fn iso_dates() {
    for (text, value) in [
        ("2025-02-20", "2025-02-20"),
        ("2024-02-29", "2024-02-29"),
        ("0000-01-01", "0000-01-01"),
        ("9999-12-31", "9999-12-31"),
        ("2025-02-20T10:00", "2025-02-20 10:00:00"),
        ("2025-02-20t10:00z", "2025-02-20 10:00:00 +00"),
        ("2025-02-20 10:00:59", "2025-02-20 10:00:59"),
        ("2025-02-20  10:00", "2025-02-20 10:00:00"),
        ("2025-02-20 10:00:00.5", "2025-02-20 10:00:00.5"),
        ("2025-02-20 10:00:00,123", "2025-02-20 10:00:00.123"),
        ("2025-02-20 10:00:00.1234567891", "2025-02-20 10:00:00.123456789"),
        ("2025-02-20T10:00:00+02:00", "2025-02-20 10:00:00 +02"),
        ("2025-02-20T10:00:00-0530", "2025-02-20 10:00:00 -05:30"),
        ("2025-02-20 10:00:00+00", "2025-02-20 10:00:00 +00"),
        ("2025-02-20 10:00:00 +0100", "2025-02-20 10:00:00 +01"),
        ("2025-02-20 10:00:00 UTC", "2025-02-20 10:00:00 +00"),
    ] {
        assert_eq!(show(Written::iso(text)), value, "{text}");
    }
    for text in [
        "",
        "2025",
        "2025-02",
        "2025-2-20",
        "25-02-20",
        "2025-02-30",
        "2023-02-29",
        "2025-13-01",
        "0000-00-00",
        "2025-02-20T",
        "2025-02-20T10",
        "2025-02-20T24:00",
        "2025-02-20T10:60",
        "2025-02-20T10:00:60",
        "2025-02-20T10:00:00.",
        "2025-02-20T10:00+",
        "2025-02-20T10:00+2",
        "2025-02-20T10:00+24:00",
        "2025-02-20T10:00+-02",
        "2025-02-20T10:00+02:60",
        "2025-02-20T10:00 CET",
        "2025-02-20x",
        "20250220",
        "10000-01-01",
        "-2025-02-20",
        "2025-02-20T10:00+02:00 x",
        "2025/02/20",
        "２０２５-02-20",
    ] {
        assert_eq!(Written::iso(text), None, "{text}");
    }
}

#[test]
fn dates_in_a_format() {
    for (format, text, value) in [
        ("DD/MM/YYYY", "20/02/2025", "2025-02-20"),
        ("DD/MM/YYYY", "1/2/2025", "2025-02-01"),
        ("DD/MM/YYYY", "30/02/2025", "-"),
        ("DD/MM/YYYY", "02/20/2025", "-"),
        ("DD/MM/YYYY", "20/02/25", "-"),
        ("DD/MM/YYYY", "20-02-2025", "-"),
        ("DD/MM/YYYY", "2025-02-20", "-"),
        ("DD/MM/YYYY", "20/02/2025 10:00", "-"),
        ("DD/MM/YYYY", "120/02/2025", "-"),
        ("D.M.YYYY", "01.2.2025", "2025-02-01"),
        ("MM/DD/YY", "02/20/68", "2068-02-20"),
        ("MM/DD/YY", "02/20/69", "1969-02-20"),
        ("MM/DD/YY", "02/20/2025", "-"),
        ("YYYYMMDD", "20250220", "2025-02-20"),
        ("YYYYMMDD", "2025220", "-"),
        ("YYYYMMDD", "202502200", "-"),
        ("DDMMYY", "010225", "2025-02-01"),
        ("DDMMYY", "10225", "-"),
        ("DD MMM YYYY", "20 Feb 2025", "2025-02-20"),
        ("DD MMM YYYY", "1 september 2025", "2025-09-01"),
        ("DD MMM YYYY", "1 Sept. 2025", "2025-09-01"),
        ("DD MMM YYYY", "1 Foo 2025", "-"),
        ("DD MMM YYYY", "1 Februar 2025", "-"),
        ("MMMM D, YYYY", "May 5, 2025", "2025-05-05"),
        ("DDMMMYYYY", "5JAN2025", "2025-01-05"),
        ("DD.MM.YYYY HH:mm", "20.02.2025 09:05", "2025-02-20 09:05:00"),
        ("DD.MM.YYYY HH:mm", "20.02.2025   9:05", "2025-02-20 09:05:00"),
        ("DD.MM.YYYY HH:mm", "20.02.2025", "2025-02-20"),
        ("DD.MM.YYYY HH:mm", "20.02.2025 09", "-"),
        ("DD.MM.YYYY HH:mm", "20.02.2025 09:05:30", "-"),
        ("DD.MM.YYYY hh:mm:ss", "20.02.2025 19:05:30", "2025-02-20 19:05:30"),
        ("MM/DD/YYYY h:mm a", "2/20/2025 1:05 PM", "2025-02-20 13:05:00"),
        ("MM/DD/YYYY h:mm a", "2/20/2025 12:05 a.m.", "2025-02-20 00:05:00"),
        ("MM/DD/YYYY h:mm a", "2/20/2025 12:05 pm", "2025-02-20 12:05:00"),
        ("MM/DD/YYYY h:mm a", "2/20/2025 13:05 pm", "-"),
        ("MM/DD/YYYY h:mm a", "2/20/2025 0:05 am", "-"),
        ("MM/DD/YYYY h:mm a", "2/20/2025 1:05", "-"),
        ("MM/DD/YYYY h:mma", "2/20/2025 1:05PM", "2025-02-20 13:05:00"),
        (
            "YYYY-MM-DD'T'HH:mm:ss.SSSZ",
            "2025-02-20T10:00:00.250+0200",
            "2025-02-20 10:00:00.25 +02",
        ),
        ("HH:mm DD/MM/YYYY", "10:30 20/02/2025", "2025-02-20 10:30:00"),
        ("HH:mm DD/MM/YYYY", "20/02/2025", "-"),
        ("YYYY年MM月DD日", "2025年2月20日", "2025-02-20"),
    ] {
        let format = DateFormat::parse(format).unwrap();
        assert_eq!(show(Written::formatted(text, &format)), value, "{text} as {}", format.written);
    }
}

#[test]
fn patterns_mean_the_same_to_strptime() {
    for (format, text) in [
        ("DD/MM/YYYY", "20/02/2025"),
        ("MM/DD/YY", "02/20/70"),
        ("YYYYMMDD", "20250220"),
        ("DD MMM YYYY", "20 Feb 2025"),
        ("MMMM D, YYYY", "February 20, 2025"),
        ("DD.MM.YYYY hh:mm:ss", "20.02.2025 19:05:30"),
        ("MM/DD/YYYY h:mm a", "02/20/2025 01:05 PM"),
    ] {
        let format = DateFormat::parse(format).unwrap();
        let theirs = jiff::fmt::strtime::parse(&format.pattern, text).unwrap();
        let ours = Written::formatted(text, &format).unwrap();
        assert_eq!(theirs.to_date().ok(), Some(ours.date), "{text}");
        if ours.time.is_some() {
            assert_eq!(theirs.to_time().ok(), ours.time, "{text}");
        }
    }
}

#[test]
fn instants() {
    let sofia = TimeZone::get("Europe/Sofia").unwrap();
    for (text, instant) in [
        ("2025-02-20", "2025-02-19T22:00:00Z"),
        ("2025-02-20 10:00", "2025-02-20T08:00:00Z"),
        ("2025-02-20 10:00Z", "2025-02-20T10:00:00Z"),
        ("2025-02-20T10:00-05:00", "2025-02-20T15:00:00Z"),
        // The clocks change: 03:30 is skipped in spring and happens twice in autumn.
        ("2025-03-30 03:30", "2025-03-30T01:30:00Z"),
        ("2025-10-26 03:30", "2025-10-26T00:30:00Z"),
    ] {
        let written = Written::iso(text).unwrap();
        assert_eq!(written.instant(&sofia).to_string(), instant, "{text}");
    }
    assert_eq!(Written::iso("9999-12-31T23:59Z").unwrap().instant(&sofia), Timestamp::MAX);
}
