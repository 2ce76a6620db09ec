use expect_test::expect;

use crate::support::Place;

#[test]
fn what_is_not_running_is_said_to_be_so() {
    let place = Place::with(&[("main.tf", "")]);
    expect![[r#"
        exit 1
        --- out
        The local AWS is not running.
    "#]]
    .assert_eq(&place.run(&["sandbox", "status"]).to_string());
    expect![[r#"
        exit 0
        --- err
        No local AWS was running.
    "#]]
    .assert_eq(&place.run(&["sandbox", "down"]).to_string());
    expect![[r#"
        exit 1
        --- err
        error: Local AWS not usable
         |
         = No sandbox is running.
        help: start one with `groundplan sandbox up`
    "#]]
    .assert_eq(&place.run(&["sandbox", "reset"]).to_string());
    expect![[r#"
        exit 1
        --- err
        error: Local AWS not usable
         |
         = No sandbox is running.
        help: start one with `groundplan sandbox up`
    "#]]
    .assert_eq(&place.run(&["plan", "--sandbox"]).to_string());
}

#[test]
fn an_endpoint_that_does_not_answer() {
    let place = Place::with(&[("main.tf", "")]);
    // Nothing can listen on port 0.
    expect![[r#"
        exit 1
        --- err
        error: Local AWS not usable
         |
         = http://127.0.0.1:0 does not answer as AWS does: client error (Connect): tcp connect error: Connection refused (os error 111).
        help: check the address, and that the service is up; `groundplan sandbox up` starts one of our own
    "#]]
    .assert_eq(&place.run(&["plan", "--endpoint", "http://127.0.0.1:0"]).to_string());
}

#[test]
fn a_demo_does_not_write_where_something_else_is() {
    let place = Place::with(&[("precious/thesis.txt", "years of work")]);
    let ran = place.run(&["sandbox", "up", "--python", "nowhere/python3"]);
    expect![[r#"
        exit 1
        --- err
        error: Local AWS not usable
         |
         = The sandbox needs Python 3.10 or newer, and none was found (PLACE/nowhere/python3: not found).
        help: install Python 3 (Debian and Ubuntu: `apt-get install python3 python3-venv`, Fedora: `dnf install python3`, macOS: `brew install python3`), or use another AWS-speaking endpoint with `--endpoint URL`
    "#]].assert_eq(&ran.to_string());
    expect![[r#"
        exit 1
        --- err
        1. An example company

        error: Folder not empty
         |
         = The demo writes an example company to PLACE/precious, but that folder has other content.
        help: name another folder: `groundplan demo DIR`
    "#]]
    .assert_eq(&place.run(&["demo", "precious"]).to_string());
}
