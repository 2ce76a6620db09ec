use expect_test::{Expect, expect};

use crate::support::Place;

#[track_caller]
fn check(arguments: &[&str], expected: &Expect) {
    expected.assert_eq(&Place::with(&[]).run(arguments).to_string());
}

#[test]
fn help_of_all() {
    check(
        &["--help"],
        &expect![[r#"
            exit 0
            --- out
            Plans and applies Terraform modules and Terragrunt live repositories as one graph

            Usage: groundplan [OPTIONS] <COMMAND>

            Commands:
              init      Make a company's live repository from a few answers
              catalog   Bring the catalog in a repository up to date with the program's
              plan      Show what would be done
              apply     Do it, after asking
              destroy   Destroy everything, after asking
              drift     Show what was changed outside; changes nothing, not even states
              show      Show a saved plan, or what the states hold
              output    Print the output values of root modules
              import    Take an existing object over into the state
              state     Look into the states and change them
              validate  Check the configuration, without credentials and states
              list      List the units of a live repository
              graph     Print which units wait for which
              render    Print a unit's evaluated configuration
              stack     Work with stacks, as Terragrunt has them
              fmt       Bring files into the canonical layout
              console   Answer expressions, by configuration and state
              get       Fetch the modules that lie elsewhere
              auth      Sign in to the accounts of a live repository
              sandbox   Start, stop and ask after the local AWS
              demo      Stand up an example company on the local AWS, step by step
              version   Tell the versions of the program and of the providers in use
              help      Print this message or the help of the given subcommand(s)

            Options:
              -h, --help     Print help
              -V, --version  Print version

            Global options:
              -C, --chdir <DIR>     Work as if started in DIR: a root module, a live repository, or a folder of
                                    one
                  --no-color        No colours; the same as a NO_COLOR in the environment
                  --sandbox         Use the running local AWS in place of AWS; the same as GROUNDPLAN_SANDBOX=1
                  --endpoint <URL>  Use what answers at URL in place of AWS; the same as GROUNDPLAN_ENDPOINT=URL

            Exit codes: 0 done, 1 error, 2 changes (with --detailed-exitcode), 3 drift, another layout or
            something left to settle (of drift, of fmt, of catalog), 70 a bug in groundplan, 130 interrupted.
            Terraform's spelling of long options with one hyphen is understood, too.
        "#]],
    );
}

#[test]
fn help_of_each_command() {
    for command in [
        "plan", "apply", "destroy", "show", "output", "state", "validate", "list", "graph", "render", "stack",
        "sandbox", "demo",
    ] {
        let ran = Place::with(&[]).run(&[command, "--help"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{command}");
        assert!(ran.out.contains("Global options:"), "{command}");
    }
    check(
        &["apply", "-h"],
        &expect![[r#"
            exit 0
            --- out
            Do it, after asking

            Usage: groundplan apply [OPTIONS] [PLANFILE]

            Arguments:
              [PLANFILE]  Apply exactly this plan, made by `plan --out`; nobody is asked then

            Options:
                  --auto-approve          Do not ask
                  --destroy               Destroy everything
                  --deleted               Destroy the units that no folder and no stack makes any more and whose
                                          states still hold objects; what they were is taken from git
                  --refresh-only          Only take notice of what was changed outside, and change nothing
                  --replace <ADDR>        Replace this resource instance although nothing asks for it;
                                          repeatable
                  --plan-key-file <FILE>  Encrypt the saved plan with the key in FILE, an age identity or a
                                          passphrase; the same as a key in GROUNDPLAN_PLAN_KEY
                  --recreate-unanswered   Create once more what a killed run was creating and what cannot be
                                          looked for, though nobody knows whether it was made
                  --lock[=<BOOL>]         Whether states are locked meanwhile; --lock=false is for when nobody
                                          else can be at work
                  --lock-timeout <TIME>   How long to wait for the locks of others, such as 30s or 10m; by
                                          default not at all, but 10m for another run on this machine that is at
                                          work in the same folder
                  --var <NAME=VALUE>      Set an input variable of the root module; repeatable
                  --var-file <FILE>       Set the input variables that FILE names; repeatable, later ones win
                  --target <ADDR>         Only this module, resource or instance, and what it depends on;
                                          repeatable. Of one unit: UNIT//ADDR
                  --exclude <ADDR>        All but this module, resource or instance, and what depends on it;
                                          repeatable. Of one unit: UNIT//ADDR
                  --refresh[=<BOOL>]      Whether to read every object as it is now; --refresh=false trusts the
                                          states
                  --input[=<BOOL>]        Whether the user may be asked; --input=false is for scripts
                  --parallelism <N>       How many calls of providers may run at the same time
                  --keep-going            Leave out units that cannot be planned, and those that depend on them,
                                          and go on with the others
                  --json                  Tell what happens as JSON, an event a line
                  --detail <HOW>          How much of a company's plan is shown [default: changes] [possible
                                          values: table, changes, full]
              -h, --help                  Print help (see more with '--help')

            Units of a live repository:
                  --units <PATTERN>       Only units whose path, as seen from the live root, matches: prod/**,
                                          **/vpc; repeatable
                  --account <NAME>        Only units of this account; repeatable
                  --affected <BASE>       Only units that read what has changed since BASE in git, and those
                                          that depend on them
                  --with-dependencies     Also the units that these depend on
                  --with-dependents       Also the units that depend on these
                  --feature <NAME=VALUE>  Set a feature of Terragrunt's, in place of its default; repeatable
                  --no-run                Run no command that the configuration asks for: no run_cmd, no hooks

            Global options:
              -C, --chdir <DIR>     Work as if started in DIR: a root module, a live repository, or a folder of
                                    one
                  --no-color        No colours; the same as a NO_COLOR in the environment
                  --sandbox         Use the running local AWS in place of AWS; the same as GROUNDPLAN_SANDBOX=1
                  --endpoint <URL>  Use what answers at URL in place of AWS; the same as GROUNDPLAN_ENDPOINT=URL
        "#]],
    );
}

#[test]
fn nothing_to_do_is_said_with_the_help_and_exit_code_of_an_error() {
    let ran = Place::with(&[]).run(&[]);
    assert_eq!((ran.code, &*ran.out), (Some(1), ""));
    assert!(ran.err.contains("Usage: groundplan"));
}

#[test]
fn what_is_typed_wrong_exits_as_terraform_does() {
    check(
        &["plan", "--autoapprove"],
        &expect![[r#"
        exit 1
        --- err
        error: unexpected argument '--autoapprove' found

        Usage: groundplan plan [OPTIONS]

        For more information, try '--help'.
    "#]],
    );
    check(
        &["plan", "--parallelism", "0"],
        &expect![[r#"
        exit 1
        --- err
        error: invalid value '0' for '--parallelism <N>': 0 is not in 1..18446744073709551615

        For more information, try '--help'.
    "#]],
    );
    check(
        &["output", "--raw"],
        &expect![[r#"
        exit 1
        --- err
        error: the following required arguments were not provided:
          <NAME>

        Usage: groundplan output --raw <NAME>

        For more information, try '--help'.
    "#]],
    );
    check(
        &["plan", "--sandbox", "--endpoint", "http://127.0.0.1:1"],
        &expect![[r#"
        exit 1
        --- err
        error: the argument '--sandbox' cannot be used with '--endpoint <URL>'

        Usage: groundplan plan --sandbox

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn hidden_commands_are_not_shown_and_harmless() {
    let place = Place::with(&[]);
    assert!(!place.run(&["--help"]).out.contains("internal"));
    assert!(!place.run(&["sandbox", "--help"]).out.contains("gateway"));
    check(
        &["internal-worker"],
        &expect![[r#"
        exit 1
        --- out
        {"failed":[{"severity":"error","summary":"No work","detail":"This command is started by others and told over standard input what to do: EOF while parsing a value at line 1 column 0.","help":["use `groundplan apply`"]}]}
    "#]],
    );
    check(
        &["sandbox", "serve-gateway"],
        &expect![[r#"
        exit 0
    "#]],
    );
}

#[test]
fn terraforms_spelling_is_understood() {
    let place = Place::with(&[("main.tf", "output \"id\" { value = 1 }")]);
    let ran = place.run(&["-chdir=.", "output", "-json", "-no-color"]);
    assert_eq!((ran.code, &*ran.out), (Some(0), "{}\n"));
}
