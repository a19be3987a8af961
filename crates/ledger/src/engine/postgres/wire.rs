//! PostgreSQL's protocol, version 3: messages over a stream, as its manual describes them
//! (chapter "Frontend/Backend Protocol").

use std::io::{self, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use super::address::{Address, Host};
use super::error::Trouble;
use super::scram::{self, Scram};

/// How long a server may take to be reached.
const REACHED_WITHIN: Duration = Duration::from_secs(10);
/// Longest message that is taken for one.
const LONGEST: usize = 1 << 30;

/// A stream to a server.
enum Stream {
    Tcp(TcpStream),
    #[cfg(unix)]
    Socket(std::os::unix::net::UnixStream),
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Stream::Tcp(stream) => stream.read(buffer),
            #[cfg(unix)]
            Stream::Socket(stream) => stream.read(buffer),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Stream::Tcp(stream) => stream.write(bytes),
            #[cfg(unix)]
            Stream::Socket(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A message from the server.
pub(super) struct Message {
    /// What it is.
    pub tag: u8,
    /// What it says.
    pub body: Vec<u8>,
}

/// An open connection: whole messages go in and out.
pub(super) struct Wire {
    stream: BufReader<Stream>,
    out: Vec<u8>,
}

impl Wire {
    /// Reaches a server, shows who asks, and waits until it is ready.
    pub(super) fn open(address: &Address) -> Result<Wire, Trouble> {
        let stream = BufReader::with_capacity(1 << 16, reach(address)?);
        let mut wire = Wire { stream, out: vec![] };
        wire.greet(address);
        wire.send()?;
        let mut scram: Option<Scram> = None;
        loop {
            let message = wire.receive()?;
            match message.tag {
                b'R' => wire.show(address, &mut scram, &message.body)?,
                b'S' => {
                    let mut words = message.body.split(|byte| *byte == 0);
                    let encoding = words.next() == Some(b"server_encoding");
                    if let (true, Some(name)) = (encoding, words.next())
                        && name != b"UTF8"
                    {
                        let name = String::from_utf8_lossy(name);
                        let reason = format!("the database's encoding is {name}; it must be UTF8");
                        return Err(Trouble::Refused(reason));
                    }
                }
                b'Z' => return Ok(wire),
                b'E' => return Err(said(&message.body)),
                b'K' | b'N' => {}
                b'v' => return Err(Trouble::Garbled("its protocol is older than ours")),
                _ => return Err(Trouble::Garbled("it greets in another way")),
            }
        }
    }

    fn greet(&mut self, address: &Address) {
        let start = self.out.len();
        self.out.extend([0; 4]);
        self.out.extend(196_608u32.to_be_bytes());
        let options = address.options.as_deref().map(|options| ("options", options));
        let named = [
            ("user", address.user.as_str()),
            ("database", address.database.as_str()),
            ("client_encoding", "UTF8"),
            ("application_name", address.program.as_str()),
        ];
        for (name, value) in named.into_iter().chain(options) {
            for word in [name, value] {
                self.out.extend(word.as_bytes());
                self.out.push(0);
            }
        }
        self.out.push(0);
        self.seal(start);
    }

    /// Answers what the server asks of who one is.
    fn show(
        &mut self,
        address: &Address,
        scram: &mut Option<Scram>,
        body: &[u8],
    ) -> Result<(), Trouble> {
        let refused = |reason: &str| Err(Trouble::Refused(reason.to_owned()));
        let (kind, rest) =
            body.split_first_chunk::<4>().ok_or(Trouble::Garbled("a short message"))?;
        let password = || {
            let none =
                || format!("the server asks for the password of {} (PGPASSWORD)", address.user);
            address.password.as_deref().ok_or_else(|| Trouble::Refused(none()))
        };
        let words = std::str::from_utf8(rest).unwrap_or_default();
        match (u32::from_be_bytes(*kind), scram.as_mut()) {
            (0, None) => return Ok(()),
            // Whoever asks for a proof and is content without one does not know the password.
            (0, Some(scram)) if !scram.is_settled() => {
                return refused("the server broke off before it showed that it knows the password");
            }
            (0, Some(_)) => return Ok(()),
            (3, _) if address.is_local() => {
                let password = password()?.to_owned();
                self.message(b'p', |out| text(out, &password));
            }
            (3, _) => {
                return refused("the server wants the password in the clear, over the network");
            }
            (5, _) => return refused("the server uses md5; it must use scram-sha-256"),
            (10, _) => {
                if !words.split('\0').any(|name| name == scram::NAME) {
                    return refused("the server offers no SCRAM-SHA-256");
                }
                let begun = Scram::new(password()?);
                self.message(b'p', |out| {
                    text(out, scram::NAME);
                    bytes(out, Some(begun.first().as_bytes()));
                });
                *scram = Some(begun);
            }
            (11, Some(scram)) => {
                let answer = scram.answer(words)?;
                self.message(b'p', |out| out.extend(answer.as_bytes()));
            }
            (12, Some(scram)) => return scram.check(words),
            _ => return refused("the server asks for a proof that this program cannot give"),
        }
        self.send()
    }

    /// Adds a message to those that go out next.
    pub(super) fn message(&mut self, tag: u8, fill: impl FnOnce(&mut Vec<u8>)) {
        self.out.push(tag);
        let start = self.out.len();
        self.out.extend([0; 4]);
        fill(&mut self.out);
        self.seal(start);
    }

    fn seal(&mut self, start: usize) {
        let length = (self.out.len() - start) as u32;
        self.out[start..start + 4].copy_from_slice(&length.to_be_bytes());
    }

    /// Bytes that wait to go out.
    pub(super) fn waiting(&self) -> usize {
        self.out.len()
    }

    /// Sends what waits.
    pub(super) fn send(&mut self) -> Result<(), Trouble> {
        let sent = self.stream.get_mut().write_all(&self.out);
        self.out.clear();
        self.out.shrink_to(1 << 20);
        Ok(sent?)
    }

    /// The next message.
    pub(super) fn receive(&mut self) -> Result<Message, Trouble> {
        let mut head = [0; 5];
        self.stream.read_exact(&mut head)?;
        let [tag, length @ ..] = head;
        let length = u32::from_be_bytes(length) as usize;
        if !(4..LONGEST).contains(&length) {
            return Err(Trouble::Garbled("a message without end"));
        }
        let mut body = Vec::with_capacity(length.min(1 << 16));
        let read = self.stream.by_ref().take(length as u64 - 4).read_to_end(&mut body)?;
        if read != length - 4 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        Ok(Message { tag, body })
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.out.clear();
        self.message(b'X', |_| {});
        let _ = self.send();
    }
}

fn reach(address: &Address) -> Result<Stream, Trouble> {
    match &address.host {
        #[cfg(unix)]
        Host::Socket(folder) => {
            let path = folder.join(format!(".s.PGSQL.{}", address.port));
            Ok(Stream::Socket(std::os::unix::net::UnixStream::connect(path)?))
        }
        #[cfg(not(unix))]
        Host::Socket(_) => Err(Trouble::Address("there are no sockets in folders here".to_owned())),
        Host::Tcp(name) => {
            let mut last = io::Error::from(io::ErrorKind::NotFound);
            for address in (name.as_str(), address.port).to_socket_addrs()? {
                match TcpStream::connect_timeout(&address, REACHED_WITHIN) {
                    Ok(stream) => {
                        stream.set_nodelay(true)?;
                        return Ok(Stream::Tcp(stream));
                    }
                    Err(error) => last = error,
                }
            }
            Err(last.into())
        }
    }
}

/// A text that ends with a zero.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    out.extend(text.as_bytes());
    out.push(0);
}

/// Bytes after their length; nothing is a length of -1.
pub(super) fn bytes(out: &mut Vec<u8>, bytes: Option<&[u8]>) {
    match bytes {
        None => out.extend((-1i32).to_be_bytes()),
        Some(bytes) => {
            out.extend((bytes.len() as u32).to_be_bytes());
            out.extend(bytes);
        }
    }
}

/// What the server says is wrong.
pub(super) fn said(body: &[u8]) -> Trouble {
    let (mut code, mut message) = (String::new(), String::new());
    for field in body.split(|byte| *byte == 0) {
        let Some((kind, words)) = field.split_first() else { continue };
        let words = String::from_utf8_lossy(words).into_owned();
        match kind {
            b'C' => code = words,
            b'M' => message = words,
            b'D' => message.push_str(&format!(" ({words})")),
            _ => {}
        }
    }
    Trouble::Said { code, message }
}
