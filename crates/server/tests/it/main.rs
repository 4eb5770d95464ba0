//! The program as people use it: every command is run as its own process, in a folder of its own, and only what it
//! prints, writes and exits with counts.
//!
//! - one module per subject; [`support`] runs the program and makes the folders
//! - numbers that the example year must give stand here, in [`figures::TABLE`], and nowhere else in the tests
//! - LibreOffice, python3-docx, Chromium and a C compiler are needed (`./test` installs them); a test that misses one
//!   fails and says so, it never skips

mod acts;
mod against;
mod attach;
mod back_up;
mod bad_files;
mod bad_input;
mod bad_server;
mod carry;
mod chain;
mod check;
mod check_baseline;
mod check_folder;
mod check_mark;
mod check_profile;
mod check_sarif;
mod could_not_run;
mod damaged_file;
mod demo;
mod department;
mod figures;
mod forecast;
mod full_disk;
mod import;
mod import_large;
mod indicator;
mod monitor;
mod page;
mod pdf;
mod policy;
mod post;
mod project;
mod readback;
mod report;
mod rule;
mod same_paper;
mod seal;
mod selfeval;
mod server_killed;
mod statement;
mod support;
mod two_at_once;
mod verify;
mod why;
