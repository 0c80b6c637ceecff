using System.Buffers.Binary;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>Finds the messages of a file by their headers: streams one after the other, each with or without an end marker and a footer.</summary>
internal sealed class RrdWalker(RrdBytes bytes, RrdDiagnostics diagnostics)
{
    private const int MessageHeaderSize = 16;
    private const int FooterEntrySize = 20;
    private const int FooterTailSize = 12;
    private const int MaxFooterEntries = 16;
    private const ulong KindCount = 4;

    private readonly long _end = bytes.Length;
    private readonly List<RrdFooterPlace> _footers = [];
    private long _position;
    private long _streamStart;
    private RrdMessage _lastMessage;

    /// <summary>Whether the last stream ended with an end marker; a writer that was cut off, or still writes, leaves none.</summary>
    public bool EndMarkerSeen { get; private set; }

    /// <summary>The footers that fit the stream which they end.</summary>
    public IReadOnlyList<RrdFooterPlace> Footers => _footers;

    /// <summary>The messages in the order of the file, up to its end, a cut, or bytes that are no message. Walk only once.</summary>
    /// <exception cref="RerunException">The file's first header, or a message's length, is unusable.</exception>
    public IEnumerable<RrdMessage> Walk()
    {
        StartFirstStream();
        var index = 0;
        while (Next(index) is { } message)
        {
            index++;
            yield return message;
        }
    }

    private void StartFirstStream()
    {
        if (_end == 0)
        {
            throw diagnostics.Fault("the file is empty, expected a recording", 0);
        }

        if (!StreamHeader.TryRead(Peek(StreamHeader.Size), out var version, out var fault, out var isVersionFault))
        {
            throw diagnostics.Fault(fault, 0, isVersionFault ? RerunErrorCode.UnsupportedVersion : RerunErrorCode.CorruptData);
        }

        Start(version);
    }

    private RrdMessage? Next(int index)
    {
        while (_position < _end)
        {
            if (EndMarkerSeen)
            {
                if (!TryStartStream(out _) && !TrySkipFooter())
                {
                    diagnostics.Warn($"{_end - _position} bytes after the end marker are neither a stream nor a footer and were left out", _position);
                    return null;
                }

                continue;
            }

            var header = Peek(MessageHeaderSize);
            if (header.Length < MessageHeaderSize)
            {
                if (header.Length >= StreamHeader.Size && TryStartStream(out _))
                {
                    continue;
                }

                diagnostics.Warn(
                    $"the file is cut within a message header: {header.Length} of {MessageHeaderSize} bytes are there; read up to the cut", _position);
                return null;
            }

            var kind = BinaryPrimitives.ReadUInt64LittleEndian(header);
            var length = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
            if (kind >= KindCount)
            {
                // A stream without an end marker may be followed by the next one at once.
                if (TryStartStream(out var fault))
                {
                    continue;
                }

                diagnostics.Warn(
                    $"message {index} is of the unknown kind {kind}, expected 0 to {KindCount - 1}, and no stream starts here ({fault}); read up to this place", _position);
                return null;
            }

            if (length > int.MaxValue)
            {
                throw diagnostics.Fault($"message {index} claims {length} bytes, expected at most {int.MaxValue}", _position);
            }

            var content = _position + MessageHeaderSize;
            if ((long)length > _end - content)
            {
                diagnostics.Warn(
                    $"the file is cut within message {index}: {_end - content} of {length} bytes are there; read up to the cut", _position);
                return null;
            }

            _position = content + (long)length;
            EndMarkerSeen = kind == (ulong)RrdMessageKind.End;
            return _lastMessage = new RrdMessage(index, (RrdMessageKind)kind, content, (int)length);
        }

        return null;
    }

    private bool TryStartStream(out string fault)
    {
        if (!StreamHeader.TryRead(Peek(StreamHeader.Size), out var version, out fault, out _))
        {
            return false;
        }

        Start(version);
        return true;
    }

    private void Start(RrdVersion version)
    {
        if (version.IsNewer)
        {
            diagnostics.WarnOnce($"the file was written by version {version}, which is newer than this reader", _position);
        }

        _streamStart = _position;
        _position += StreamHeader.Size;
        EndMarkerSeen = false;
    }

    private bool TrySkipFooter()
    {
        for (var entries = 1; entries <= MaxFooterEntries; entries++)
        {
            var size = (entries * FooterEntrySize) + FooterTailSize;
            var footer = Peek(size);
            if (footer.Length < size)
            {
                return false;
            }

            var tail = footer[(entries * FooterEntrySize)..];
            if (tail.StartsWith("RRF2FOOT"u8) && BinaryPrimitives.ReadUInt32LittleEndian(tail[8..]) == entries)
            {
                if (entries == 1)
                {
                    NoteFooter(footer);
                }

                _position += size;
                return true;
            }
        }

        return false;
    }

    private void NoteFooter(ReadOnlySpan<byte> entry)
    {
        // Offsets count from the start of the stream when it was written, so they hold wherever the stream lies now.
        var offset = BinaryPrimitives.ReadUInt64LittleEndian(entry);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
        if (length != (ulong)_lastMessage.Length || offset != (ulong)(_lastMessage.Offset - _streamStart))
        {
            diagnostics.WarnOnce("a footer does not fit the stream before it and was left out", _position);
        }
        else if (length > 0)
        {
            _footers.Add(new RrdFooterPlace(_lastMessage.Offset, _lastMessage.Length, _streamStart, BinaryPrimitives.ReadUInt32LittleEndian(entry[16..])));
        }
    }

    /// <summary>The next bytes, as many of them as there are.</summary>
    private ReadOnlySpan<byte> Peek(int count) => bytes.Slice(_position, (int)Math.Min(count, _end - _position));
}
