//! Why the operating system refused, in words.

use std::io::{Error, ErrorKind};

/// The reason of an error of the operating system.
pub fn io_reason(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "文件或文件夹不存在".to_owned(),
        ErrorKind::PermissionDenied => "没有权限".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "文件系统只读".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘已满".to_owned(),
        ErrorKind::IsADirectory => "是文件夹，不是文件".to_owned(),
        ErrorKind::NotADirectory => "路径中有一段不是文件夹".to_owned(),
        ErrorKind::AlreadyExists => "已有同名的文件".to_owned(),
        ErrorKind::InvalidData => "不是 UTF-8 文本".to_owned(),
        _ => error.to_string(),
    }
}
