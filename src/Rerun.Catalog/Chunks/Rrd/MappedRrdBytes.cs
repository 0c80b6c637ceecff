using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>A memory-mapped recording file. The mapping ends when it is disposed and nobody reads any more.</summary>
internal sealed unsafe class MappedRrdBytes : RrdBytes
{
    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _accessor;
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly byte* _start;
    private readonly long _length;

    private MappedRrdBytes(FileStream stream)
    {
        _length = stream.Length;
        _handle = stream.SafeFileHandle;
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _accessor = _file.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);
        _view = _accessor.SafeMemoryMappedViewHandle;

        // Not SafeBuffer.AcquirePointer: that would keep the view from ever being released. Users are counted by Acquire instead.
        _start = (byte*)_view.DangerousGetHandle() + _accessor.PointerOffset;
    }

    public override long Length => _length;

    public override long CurrentLength => RandomAccess.GetLength(_handle);

    /// <summary>Opens a file; what keeps it from being read is an error that names it.</summary>
    /// <exception cref="RerunException">The file cannot be read.</exception>
    public static RrdBytes OpenFile(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RerunException($"{path} cannot be read: {cause.Message}", RerunErrorCode.InputOutput, cause) { FileName = path };
        }
    }

    /// <summary>Opens a file; an empty one cannot be mapped and gives empty memory.</summary>
    private static RrdBytes Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        try
        {
            if (stream.Length == 0)
            {
                stream.Dispose();
                return new MemoryRrdBytes(default);
            }

            return new MappedRrdBytes(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override ReadOnlySpan<byte> Slice(long offset, int length)
    {
        RequireInside(offset, length);
        return new ReadOnlySpan<byte>(_start + offset, length);
    }

    public override void Dispose()
    {
        _accessor.Dispose();
        _file.Dispose();
    }

    protected override void Acquire()
    {
        var acquired = false;
        try
        {
            _view.DangerousAddRef(ref acquired);
        }
        catch (ObjectDisposedException)
        {
            throw new ObjectDisposedException(nameof(RrdFile));
        }
    }

    protected override void Release() => _view.DangerousRelease();
}
