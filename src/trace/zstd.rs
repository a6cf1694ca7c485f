//! Packing and unpacking zstd as a stream, in bounded memory. A file is a row of independent frames, so that one cut
//! off is still read up to its last whole frame. Knows nothing of what is packed.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

/// The first bytes of a zstd frame (RFC 8878, 3.1.1).
pub(super) const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How much text goes into one frame: what a file that is cut off loses at most.
pub(super) const FRAME: usize = 256 * 1024;

/// The largest window that is unpacked, which bounds the memory: what `zstd --ultra -20` uses at most.
const MAX_WINDOW: u64 = 32 << 20;

/// Packs one frame.
pub(super) fn pack(text: &[u8]) -> Vec<u8> {
    compress_to_vec(text, CompressionLevel::Fastest)
}

/// Unpacks a row of frames. A stream that stops within a frame gives [`io::ErrorKind::UnexpectedEof`]; one that is
/// damaged, [`io::ErrorKind::InvalidData`].
pub(super) struct Unpacker<R> {
    packed: R,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Unpacker<R> {
    pub(super) fn new(packed: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_WINDOW);
        Self { packed, decoder, in_frame: false }
    }

    /// The library names no cause, but a stream with nothing left was cut off rather than damaged.
    fn failure(&mut self, error: FrameDecoderError) -> io::Error {
        match self.packed.fill_buf() {
            Ok([]) => io::Error::from(io::ErrorKind::UnexpectedEof),
            Ok(_) => io::Error::new(io::ErrorKind::InvalidData, error.to_string()),
            Err(error) => error,
        }
    }

    /// Begins the next frame; false at the end of the stream.
    fn begin_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.packed.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.init(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let length = u64::from(length);
                    if io::copy(&mut (&mut self.packed).take(length), &mut io::sink())? < length {
                        return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
                    }
                }
                Err(error) => return Err(self.failure(error)),
            }
        }
    }
}

impl<R: BufRead> Read for Unpacker<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.in_frame {
                if !self.begin_frame()? {
                    return Ok(0);
                }
                self.in_frame = true;
            }
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(into);
            }
            if self.decoder.is_finished() {
                self.in_frame = false;
                let told = self.decoder.get_checksum_from_data();
                if told.is_some() && told != self.decoder.get_calculated_checksum() {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum doesn't match"));
                }
            } else if let Err(error) =
                self.decoder.decode_blocks(&mut self.packed, BlockDecodingStrategy::UptoBlocks(1))
            {
                return Err(self.failure(error));
            }
        }
    }
}
