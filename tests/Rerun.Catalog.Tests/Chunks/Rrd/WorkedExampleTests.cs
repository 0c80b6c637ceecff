using System.Buffers.Binary;
using Rerun.Arrow;
using Rerun.Catalog.Chunks.Rrd;

namespace Rerun.Catalog.Tests.Chunks.Rrd;

public class WorkedExampleTests
{
    [Fact]
    public void It_reads_as_described()
    {
        using var file = RrdFile.Read(WorkedExample.Bytes);
        Assert.Equal([new RrdStore(RrdStoreKind.Recording, "demo", "rec1")], file.Stores);
        Assert.True(file.HasEndMarker);
        Assert.Empty(file.Warnings);

        var entry = Assert.Single(file.Chunks);
        Assert.Equal(new Tuid(0x18A0000000000000, 0x10), entry.Id);
        Assert.Equal("/a", entry.EntityPath.ToString());
        Assert.Equal(0x68, entry.Offset);
        Assert.Equal(1594, entry.StoredSize);
        Assert.Equal(1544, entry.DecodedSize);
        Assert.Equal(1, entry.RowCount);
        Assert.False(entry.IsStatic);
        Assert.Equal(("frame", IndexKind.Sequence), (entry.Timelines[0].Name, entry.Timelines[0].Kind));
        Assert.Equal("Scalars:scalars", Assert.Single(entry.Components).Descriptor.Component);

        var chunk = file.Decode(entry);
        Assert.Equal(new Tuid(0x18A0000000000000, 0x11).Value, chunk.RowId(0));
        Assert.Equal(7, Assert.Single(chunk.Timelines[0].Times.ToArray()));
        Assert.True(chunk.Timelines[0].IsSorted);
        var component = Assert.Single(chunk.Components);
        Assert.Equal("rerun.archetypes.Scalars", component.Descriptor.Archetype);
        Assert.Equal("rerun.components.Scalar", component.Descriptor.ComponentType);
        Assert.Equal(1.5, ((DoubleArray)component.Values.GetSlicedValues(0)!).GetValue(0));
    }

    [Theory]
    [InlineData(5, -1, 0)]
    [InlineData(12, 0, 0)]
    [InlineData(20, 0, 12)]
    [InlineData(60, 0, 12)]
    [InlineData(0x90, 1, 0x58)]
    [InlineData(0x6A2, 2, -1)]
    [InlineData(0x6B1, 2, 0x6A2)]
    public void A_cut_file_is_read_up_to_the_cut(int length, int messages, int cutAt)
    {
        var diagnostics = new RrdDiagnostics("cut.rrd");
        var walker = new RrdWalker(new MemoryRrdBytes(WorkedExample.Bytes.AsMemory(0, length)), diagnostics);
        if (messages < 0)
        {
            var fault = Assert.Throws<RerunException>(() => walker.Walk().ToList());
            Assert.Equal(RerunErrorCode.CorruptData, fault.ErrorKind);
            return;
        }

        Assert.Equal(messages, walker.Walk().Count());
        Assert.False(walker.EndMarkerSeen);
        Assert.Equal(cutAt <= 0 ? [] : [cutAt], diagnostics.Warnings.Select(warning => (int)warning.Offset));
    }

    [Fact]
    public void A_file_cut_before_its_first_store_is_refused()
    {
        var fault = Assert.Throws<RerunException>(() => RrdFile.Read(WorkedExample.Bytes.AsMemory(0, 12), "short.rrd"));
        Assert.Equal(("short.rrd", 12L), (fault.FileName, fault.FileOffset));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Joined_streams_are_one_file(bool withEndMarker)
    {
        var bytes = WorkedExample.Bytes[..(withEndMarker ? 1714 : WorkedExample.EndMessageOffset)];
        byte[] twice = [.. bytes, .. bytes];
        var walker = new RrdWalker(new MemoryRrdBytes(twice), new RrdDiagnostics(null));
        Assert.Equal(4, walker.Walk().Count(message => message.Kind != RrdMessageKind.End));

        using var file = RrdFile.Read(twice);
        Assert.Single(file.Stores);
        Assert.Single(file.Chunks);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void A_footer_is_skipped_also_between_streams()
    {
        byte[] withFooter = [.. WorkedExample.Bytes, .. Convert.FromHexString("b2060000000000000000000000000000" + "7136972a" + "52524632" + "464f4f54" + "01000000")];
        foreach (var bytes in (byte[][])[withFooter, [.. withFooter, .. withFooter]])
        {
            using var file = RrdFile.Read(bytes);
            Assert.Single(file.Chunks);
            Assert.Empty(file.Warnings);
            Assert.True(file.HasEndMarker);
        }
    }

    [Theory]
    [InlineData(5, 0x16, RerunErrorCode.UnsupportedVersion, "0.22.3")]
    [InlineData(3, 0x31, RerunErrorCode.UnsupportedVersion, "RRF1")]
    [InlineData(9, 1, RerunErrorCode.UnsupportedVersion, "MessagePack")]
    [InlineData(9, 7, RerunErrorCode.CorruptData, "serializer")]
    [InlineData(8, 2, RerunErrorCode.CorruptData, "compression")]
    [InlineData(10, 1, RerunErrorCode.CorruptData, "reserved")]
    [InlineData(0, 0x58, RerunErrorCode.CorruptData, "RRF2")]
    public void A_bad_header_is_refused_by_its_own_message(int position, byte value, RerunErrorCode code, string word)
    {
        var bytes = WorkedExample.Bytes;
        bytes[position] = value;
        var fault = Assert.Throws<RerunException>(() => RrdFile.Read(bytes, "x.rrd"));
        Assert.Equal((code, "x.rrd", 0L), (fault.ErrorKind, fault.FileName, fault.FileOffset));
        Assert.Contains(word, fault.Message);
    }

    [Fact]
    public void A_newer_version_only_warns()
    {
        var bytes = WorkedExample.Bytes;
        bytes[5] = 0x63;
        using var file = RrdFile.Read(bytes);
        Assert.Contains("0.99.3", Assert.Single(file.Warnings).Message);
        Assert.Single(file.Chunks);
    }

    [Theory]
    [InlineData(1L << 62)]
    [InlineData(-1L)]
    [InlineData(1L << 31)]
    public void A_length_beyond_all_bounds_is_refused_at_its_offset(long length)
    {
        var bytes = WorkedExample.Bytes;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(WorkedExample.ChunkMessageOffset + 8), length);
        var fault = Assert.Throws<RerunException>(() => RrdFile.Read(bytes, "x.rrd"));
        Assert.Equal(WorkedExample.ChunkMessageOffset, fault.FileOffset);
        Assert.Contains(((ulong)length).ToString(), fault.Message);
    }

    [Fact]
    public void A_disposed_file_decodes_no_more_but_its_chunks_live_on()
    {
        var file = RrdFile.Read(new MemoryStream(WorkedExample.Bytes), "stream");
        var chunk = file.Decode(file.Chunks[0]);
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Decode(file.Chunks[0]));
        Assert.Equal(7, chunk.Timelines[0].Times[0]);
    }
}
