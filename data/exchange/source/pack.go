package source

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zip"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
)

// The limits of packed files. Tables shrink to a tenth, very regular ones to a
// hundredth; what claims more is made to fill the memory or the disk.
const (
	maxUnpacked  = 64 << 30 // bytes
	maxRatio     = 200      // unpacked to packed
	freeUnpacked = 64 << 20 // bytes before the ratio counts
	maxMembers   = 1000     // files in a zip
	maxDirectory = 4 << 20  // bytes of a zip's list of files
)

// pack is a file with one member, itself, or with the members packed into it.
type pack struct {
	packing  string
	workbook bool
	members  []*member
	total    int64 // bytes to read, as they stand in the file
	before   int64 // of members read to their end
	done     atomic.Int64
}

// member is a file in a pack. Opening it sets the pack's progress back to what
// was read before it.
type member struct {
	name   string
	packed int64 // bytes in the pack
	open   func() (io.ReadCloser, error)
}

func (p *pack) progress() (done, total int64) { return min(p.done.Load(), p.total), p.total }

// finished says that a member was read to its end.
func (p *pack) finished() { p.done.Store(p.total) }

// member finds a member by name; the first where there is no name.
func (p *pack) member(name string) (*member, error) {
	for _, m := range p.members {
		if name == "" || m.name == name {
			return m, nil
		}
	}
	return nil, data.Errorf(data.CodeBadInput, "There is no file %q in the zip: choose one of those that it holds.", name)
}

// openPack tells how a file is packed and lists what it holds.
func openPack(path string) (*pack, error) {
	open, size, err := input.File(path)
	if err != nil {
		return nil, err
	}
	p := &pack{total: size}
	name := filepath.Base(path)
	plain := func() (io.ReadCloser, error) {
		f, err := open()
		if err != nil {
			return nil, err
		}
		p.done.Store(p.before)
		return &counted{ReadCloser: f, done: &p.done}, nil
	}
	src, err := plain()
	if err != nil {
		return nil, err
	}
	defer func() { _ = src.Close() }()
	start := make([]byte, 4)
	n, err := io.ReadFull(src, start)
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		err = nil
	case err != nil:
		return nil, data.Wrap(err, data.CodeBadInput, "%q cannot be read: check the disk it is on, then try again.", name)
	}
	switch start := string(start[:n]); {
	case strings.HasPrefix(start, "\x1F\x8B"):
		p.packing = Gzip
		p.members = []*member{{name: strings.TrimSuffix(name, filepath.Ext(name)), packed: size, open: p.gunzip(plain, name)}}
	case start == "PK\x03\x04":
		p.packing = Zip
		err = p.listZip(path, name, size)
	case start == "PK\x05\x06" || start == "PK\x07\x08":
		err = data.Errorf(data.CodeBadInput, "%q is a zip without files or a part of one: pack the table again, in one piece.", name)
	default:
		p.members = []*member{{name: name, packed: size, open: plain}}
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

func (p *pack) gunzip(open func() (io.ReadCloser, error), name string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		f, err := open()
		if err != nil {
			return nil, err
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			_ = f.Close()
			return nil, damaged(err, name)
		}
		return &unpacker{src: z, file: f, name: name, packed: func() int64 { return p.done.Load() - p.before }}, nil
	}
}

// listZip lists the files of a zip, or finds that it is a workbook.
func (p *pack) listZip(path, name string, size int64) error {
	f, err := os.Open(path)
	if err != nil {
		return damaged(err, name)
	}
	defer func() { _ = f.Close() }()
	if err := checkDirectory(f, name, size); err != nil {
		return err
	}
	z, err := zip.NewReader(f, size)
	if err != nil {
		return damaged(err, name)
	}
	inside := map[string]bool{}
	for i, entry := range z.File {
		inside[entry.Name] = true
		if !isFile(entry) {
			continue
		}
		if entry.Flags&1 != 0 {
			return data.Errorf(data.CodeBadInput, "%q needs a password: unpack it with that and import what was in it.", name)
		}
		p.members = append(p.members, &member{name: entry.Name, packed: int64(entry.CompressedSize64), open: p.unzip(path, name, i)})
	}
	if what := office(inside); what == "xlsx" {
		p.workbook = true
		return nil
	} else if what != "" {
		return data.Errorf(data.CodeBadInput, "%q is %s.", name, what)
	}
	if len(p.members) == 0 {
		return data.Errorf(data.CodeBadInput, "%q is a zip without files: there is nothing to import.", name)
	}
	return nil
}

// checkDirectory refuses a zip whose list of files would fill the memory,
// before it is read (APPNOTE 4.3.16, the end of central directory record).
func checkDirectory(f io.ReaderAt, name string, size int64) error {
	const record, comment = 22, 1<<16 - 1
	tail := make([]byte, min(size, record+comment))
	if _, err := f.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return damaged(err, name)
	}
	at := strings.LastIndex(string(tail), "PK\x05\x06")
	if at < 0 || len(tail)-at < record {
		return damaged(zip.ErrFormat, name)
	}
	entries := binary.LittleEndian.Uint16(tail[at+10:])
	bytes := binary.LittleEndian.Uint32(tail[at+12:])
	if entries > maxMembers || bytes > maxDirectory {
		return data.Errorf(data.CodeBadInput, "%q holds more than %d files: unpack it and import the tables that matter.", name, maxMembers)
	}
	return nil
}

// isFile leaves out folders and what systems add on their own.
func isFile(f *zip.File) bool {
	base := path.Base(f.Name)
	return f.Mode().IsRegular() && !strings.HasSuffix(f.Name, "/") && !strings.HasPrefix(f.Name, "__MACOSX/") &&
		!strings.HasPrefix(base, ".") && base != "Thumbs.db" && base != "desktop.ini"
}

func (p *pack) unzip(path, name string, index int) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, damaged(err, name)
		}
		src, err := openEntry(f, index, &p.done)
		if err != nil {
			_ = f.Close()
			return nil, damaged(err, name)
		}
		p.done.Store(p.before)
		return &unpacker{src: src, file: f, name: name, packed: func() int64 { return p.done.Load() - p.before }}, nil
	}
}

func openEntry(f *os.File, index int, done *atomic.Int64) (io.ReadCloser, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(&countedAt{src: f, done: done}, info.Size())
	if err != nil {
		return nil, err
	}
	if index >= len(z.File) {
		return nil, zip.ErrFormat
	}
	return z.File[index].Open()
}

func damaged(err error, name string) error {
	if errors.Is(err, zip.ErrAlgorithm) {
		return data.Wrap(err, data.CodeBadInput, "%q is packed in a way that is not read: unpack it and import what was in it.", name)
	}
	return data.Wrap(err, data.CodeBadInput, "%q is damaged or cut off and cannot be unpacked: get it again from where it came.", name)
}

// unpacker gives unpacked bytes, and an error where a file is damaged or
// unpacks to more than any table would.
type unpacker struct {
	src    io.ReadCloser
	file   io.Closer
	name   string
	packed func() int64 // bytes read of the file
	out    int64
}

func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.src.Read(p)
	u.out += int64(n)
	switch {
	case u.out > maxUnpacked:
		return 0, data.Errorf(data.CodeBadInput, "%q unpacks to more than %d GB: split the table and import the parts.", u.name, maxUnpacked>>30)
	case u.out > freeUnpacked && u.out > maxRatio*u.packed():
		return 0, data.Errorf(data.CodeBadInput,
			"%q unpacks to more than %d times its size, as no table does: if you trust where it came from, unpack it and import what was in it.", u.name, maxRatio)
	case err != nil && !errors.Is(err, io.EOF):
		return n, damaged(err, u.name)
	}
	return n, err
}

func (u *unpacker) Close() error { return errors.Join(u.src.Close(), u.file.Close()) }

// counted counts the bytes read.
type counted struct {
	io.ReadCloser
	done *atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.done.Add(int64(n))
	return n, err
}

type countedAt struct {
	src  io.ReaderAt
	done *atomic.Int64
}

func (c *countedAt) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.src.ReadAt(p, at)
	c.done.Add(int64(n))
	return n, err
}
