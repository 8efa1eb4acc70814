//! What the connection check concludes.

use connect_contract::{AttemptId, Problem, ProblemCode};
use connect_core::doctor::{
    Advice, Check, Context, Finding, Frame, Verdict, WindowTried, app, clock, frame, host, network,
    report, session, storage, stream, verdict, windows,
};
use connect_core::{Failure, Surroundings};

fn problem(code: ProblemCode, status: u16) -> Failure {
    let mut problem = Problem::new(code, "s-1".to_owned());
    problem.status = status;
    Failure::Problem(problem)
}

fn is_bad(finding: &Finding) -> bool {
    matches!(finding, Finding::Bad(_))
}

#[test]
fn a_session_that_is_over_is_no_trouble_of_the_network() {
    for over in [
        problem(ProblemCode::SessionExpired, 401),
        problem(ProblemCode::OriginNotAllowed, 403),
    ] {
        let read = Err(over);
        assert_eq!(network(&read), Finding::Good);
        assert!(is_bad(&session(&read)));
    }
    for lost in [
        Failure::Offline,
        Failure::Unreachable,
        Failure::TimedOut,
        Failure::Unreadable,
        Failure::Withheld,
        problem(ProblemCode::UpstreamUnavailable, 502),
    ] {
        let read = Err(lost);
        assert!(is_bad(&network(&read)), "{read:?}");
        assert_eq!(session(&read), Finding::Unknown);
    }
    assert_eq!(
        (network(&Ok(())), session(&Ok(()))),
        (Finding::Good, Finding::Good)
    );
}

#[test]
fn f43_a_clock_is_told_of_when_it_is_off_by_more_than_the_answer_took() {
    let noon = 1_800_000_000_000;
    for off in [0, 60_000, -119_000, 120_000] {
        assert_eq!(clock(Some(noon), noon + off, 0), Finding::Good, "{off}");
    }
    // An answer that was on its way for long is old when it comes.
    assert_eq!(clock(Some(noon), noon + 135_000, 20_000), Finding::Good);
    for (off, minutes) in [
        (600_000, 10),
        (-600_000, 10),
        (86_400_000, 1_440),
        (121_000, 2),
    ] {
        let told = Finding::Limited(Advice::SetClock { minutes });
        assert_eq!(clock(Some(noon), noon + off, 0), told);
    }
    assert_eq!(clock(None, noon, 0), Finding::Unknown);
}

#[test]
fn f45_a_stream_that_says_nothing_in_time_only_limits() {
    let late = Finding::Limited(Advice::NewsComeLate);
    assert_eq!(stream(&Ok(true), &Ok(())), Finding::Good);
    assert_eq!(stream(&Ok(false), &Ok(())), late);
    assert_eq!(stream(&Err(Failure::Unreachable), &Ok(())), late);
    // Then there is nothing to say about the stream by itself.
    let lost = Err(Failure::Offline);
    assert_eq!(stream(&Err(Failure::Offline), &lost), Finding::Unknown);
}

#[test]
fn f25_only_what_keeps_windows_shut_is_bad() {
    let windows = |tried| windows(tried, Surroundings::Browser);
    assert_eq!(windows(WindowTried::Stayed), Finding::Good);
    for tried in [
        WindowTried::None,
        WindowTried::Vanished,
        WindowTried::Forbidden,
    ] {
        assert!(is_bad(&windows(tried)), "{tried:?}");
    }
    for limited in [
        windows(WindowTried::Severed),
        app(Surroundings::InApp),
        app(Surroundings::HomeScreen),
        frame(Frame::OtherSite),
        storage(false),
    ] {
        assert!(matches!(limited, Finding::Limited(_)), "{limited:?}");
    }
    for good in [app(Surroundings::Browser), frame(Frame::Own), storage(true)] {
        assert_eq!(good, Finding::Good);
    }
}

#[test]
fn f25_in_an_app_a_window_that_is_not_there_proves_nothing() {
    for surroundings in [Surroundings::InApp, Surroundings::HomeScreen] {
        let found = windows(WindowTried::None, surroundings);
        assert_eq!(found, Finding::Unknown);
    }
}

#[test]
fn the_worst_finding_is_the_verdict() {
    let limited = (Check::App, Finding::Limited(Advice::LeaveApp));
    let bad = (Check::Windows, Finding::Bad(Advice::AllowWindows));
    let good = (Check::Clock, Finding::Good);
    let unknown = (Check::Host, Finding::Unknown);
    assert_eq!(verdict(&[good.clone(), unknown]), Verdict::Good);
    assert_eq!(verdict(&[good.clone(), limited.clone()]), Verdict::Limited);
    assert_eq!(verdict(&[limited, bad, good]), Verdict::Bad);
}

#[test]
fn f28_an_opener_policy_that_severs_is_told_and_one_that_does_not_is_not() {
    for harmless in [
        "",
        "unsafe-none",
        "same-origin-allow-popups; report-to=\"x\"",
    ] {
        let found = host(Some(harmless), Frame::Own);
        assert_eq!(found, Finding::Good, "{harmless}");
        assert_eq!(host(Some(harmless), Frame::OtherSite), Finding::Unknown);
    }
    for severing in [
        "same-origin",
        "same-origin-plus-coep",
        "noopener-allow-popups",
    ] {
        let told = Finding::Limited(Advice::WindowsAreApart);
        assert_eq!(host(Some(severing), Frame::Own), told, "{severing}");
    }
    assert_eq!(host(None, Frame::Own), Finding::Unknown);
}

#[test]
fn a_report_names_each_finding_its_reason_and_the_ids_that_support_needs() {
    let context = Context {
        at: "2026-11-23T10:00:00.000Z".to_owned(),
        page: "https://host.example".to_owned(),
        browser: "Browser/1".to_owned(),
        attempts: vec![AttemptId::new("a-1")],
    };
    let refused = problem(ProblemCode::UpstreamUnavailable, 502);
    let findings = [
        (Check::Network, Finding::Bad(Advice::Failed(refused))),
        (Check::Session, Finding::Unknown),
        (
            Check::Clock,
            Finding::Limited(Advice::SetClock { minutes: 10 }),
        ),
        (Check::Windows, Finding::Good),
    ];
    assert_eq!(
        report(&context, &findings),
        "Connection check: 2026-11-23T10:00:00.000Z\n\
         network: bad, status 502, support id s-1\n\
         session: unknown\n\
         clock: limited, 10 min off\n\
         windows: good\n\
         Attempt: a-1\n\
         Page: https://host.example\n\
         Browser: Browser/1\n"
    );
}
