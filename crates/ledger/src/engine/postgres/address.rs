//! Where a PostgreSQL server is and who asks it: `postgres://user:password@host:port/database?…`.

use std::path::{Path, PathBuf};

use super::error::Trouble;

/// The port of a server that says no other.
const PORT: u16 = 5432;
/// Where systems keep the socket of a server on the same machine.
const SOCKETS: [&str; 2] = ["/var/run/postgresql", "/tmp"];

/// How a server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// By a socket in this folder.
    Socket(PathBuf),
    /// By name or address.
    Tcp(String),
}

/// An address, taken apart.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub host: Host,
    pub port: u16,
    pub user: String,
    pub password: Option<String>,
    pub database: String,
    /// What the server's lists call this program.
    pub program: String,
    /// Settings of the server for this connection, such as `-c search_path=war`.
    pub options: Option<String>,
}

impl Address {
    /// Takes an address apart. What it leaves out comes from `environment`, as with PostgreSQL's own
    /// programs: `PGUSER`, `PGPASSWORD`.
    pub(super) fn parse(
        url: &str,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Address, Trouble> {
        let wrong = |what: &str| Trouble::Address(what.to_owned());
        let (_, rest) = url.split_once("://").ok_or_else(|| wrong("it has no ://"))?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, authority),
        };
        let (user, password) = match user.and_then(|user| user.split_once(':')) {
            Some((user, password)) => (Some(user), Some(decoded(password)?)),
            None => (user, None),
        };
        let (mut host, mut port) = split_port(host)?;
        let (mut options, mut program) = (None, "dateline".to_owned());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decoded(value)?;
            match key {
                "host" => host = value,
                "port" => port = value.parse().map_err(|_| wrong("its port is no number"))?,
                "options" => options = Some(value),
                "sslmode" if matches!(value.as_str(), "disable" | "allow" | "prefer") => {}
                "sslmode" => {
                    return Err(wrong(
                        "this program does not encrypt what it sends; reach the server through a tunnel \
                         (ssh -L) and leave sslmode away",
                    ));
                }
                "application_name" => program = value,
                "connect_timeout" => {}
                other => return Err(wrong(&format!("\"{other}\" is not known"))),
            }
        }
        let user = match user.map(decoded).transpose()?.filter(|user| !user.is_empty()) {
            Some(user) => user,
            None => ["PGUSER", "USER", "USERNAME"]
                .iter()
                .find_map(|name| environment(name).filter(|user| !user.is_empty()))
                .ok_or_else(|| wrong("it names no user"))?,
        };
        let database = decoded(path)?;
        Ok(Address {
            host: host_of(&host),
            port,
            password: password.or_else(|| environment("PGPASSWORD")),
            database: if database.is_empty() { user.clone() } else { database },
            user,
            program,
            options,
        })
    }

    /// Whether nobody but this machine sees what is sent.
    pub(super) fn is_local(&self) -> bool {
        match &self.host {
            Host::Socket(_) => true,
            Host::Tcp(name) => {
                let address = name.parse::<std::net::IpAddr>();
                name == "localhost" || address.is_ok_and(|address| address.is_loopback())
            }
        }
    }
}

fn host_of(host: &str) -> Host {
    if host.starts_with('/') {
        return Host::Socket(host.into());
    }
    if host.is_empty() {
        let kept = SOCKETS.iter().map(Path::new).find(|folder| {
            let sockets = std::fs::read_dir(folder).into_iter().flatten().flatten();
            sockets
                .into_iter()
                .any(|file| file.file_name().to_string_lossy().starts_with(".s.PGSQL."))
        });
        return kept
            .map_or(Host::Tcp("localhost".to_owned()), |folder| Host::Socket(folder.into()));
    }
    Host::Tcp(host.to_owned())
}

/// "host", "host:5433", "[::1]:5433", "%2Fvar%2Frun".
fn split_port(host: &str) -> Result<(String, u16), Trouble> {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, rest)) => (name, rest.strip_prefix(':')),
        None => match host.rsplit_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        },
    };
    let port = match port {
        None | Some("") => PORT,
        Some(port) => {
            port.parse().map_err(|_| Trouble::Address(format!("\"{port}\" is no port")))?
        }
    };
    Ok((decoded(name)?, port))
}

/// Percent signs undone.
fn decoded(text: &str) -> Result<String, Trouble> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let hex = rest.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(
            byte.ok_or_else(|| Trouble::Address("a % is not followed by two digits".into()))?,
        );
        rest = &rest[2..];
    }
    String::from_utf8(bytes).map_err(|_| Trouble::Address("it is not UTF-8".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Address, Trouble> {
        let environment = |name: &str| match name {
            "USER" => Some("me".to_owned()),
            "PGPASSWORD" => Some("kept".to_owned()),
            _ => None,
        };
        Address::parse(url, environment)
    }

    #[test]
    fn addresses_are_taken_apart() {
        let address =
            parse("postgres://ann:a%40b@db.example:5433/war?options=-c%20search_path=w").unwrap();
        assert_eq!(address.host, Host::Tcp("db.example".to_owned()));
        assert_eq!((address.port, address.user.as_str()), (5433, "ann"));
        assert_eq!(address.password.as_deref(), Some("a@b"));
        assert_eq!(address.database, "war");
        assert_eq!(address.options.as_deref(), Some("-c search_path=w"));
        assert!(!address.is_local());
    }

    #[test]
    fn what_is_left_out_is_the_usual() {
        let address = parse("postgresql://[::1]/").unwrap();
        assert_eq!((address.host.clone(), address.port), (Host::Tcp("::1".to_owned()), 5432));
        assert_eq!((address.user.as_str(), address.database.as_str()), ("me", "me"));
        assert_eq!(address.password.as_deref(), Some("kept"));
        assert!(address.is_local());
        let socket = parse("postgres:///war?host=/run/pg").unwrap();
        assert_eq!(socket.host, Host::Socket("/run/pg".into()));
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        for url in [
            "postgres://h/d?sslmode=require",
            "postgres://h:port/d",
            "postgres://h/d?pool=9",
            "postgres://h/%zz",
        ] {
            assert!(parse(url).is_err(), "{url}");
        }
    }
}
