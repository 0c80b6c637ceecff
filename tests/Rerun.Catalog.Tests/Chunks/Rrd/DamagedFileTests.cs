using System.Buffers.Binary;
using System.Diagnostics;
using Rerun.Arrow.Compression;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Chunks.Rrd;

public class DamagedFileTests
{
    private const long MaxAllocated = 64 << 20;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    public static TheoryData<string> CorruptFiles =>
        SharedData.Root is null ? [] : [.. Directory.GetFiles(SharedData.PathOf("data", "edge", "corrupt"), "*.rrd").Select(path => Path.GetFileName(path)!)];

    public static TheoryData<string> Drives => [.. Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Select(path => Path.GetFileName(path)!)];

    [SharedTheory("data/edge/corrupt")]
    [MemberData(nameof(CorruptFiles))]
    public void A_corrupt_file_costs_little_time_and_memory(string name) =>
        ReadBounded(SharedData.PathOf("data", "edge", "corrupt", name), File.ReadAllBytes(SharedData.PathOf("data", "edge", "corrupt", name)));

    [SharedTheory("data/edge/corrupt")]
    [InlineData("cut_in_message_header", 1352)]
    [InlineData("cut_in_chunk", 1352)]
    [InlineData("cut_in_end_marker", 5930)]
    public void A_cut_file_warns_where_it_is_cut(string name, long offset)
    {
        using var file = RrdFile.Open(SharedData.PathOf("data", "edge", "corrupt", name + ".rrd"));
        var warning = Assert.Single(file.Warnings);
        Assert.Equal(offset, warning.Offset);
        Assert.Contains("cut", warning.Message);
        Assert.False(file.HasEndMarker);
    }

    [SharedTheory("data/edge/corrupt")]
    [InlineData("text_file", 0, "\"This\"")]
    [InlineData("zero_length", 0, "empty")]
    [InlineData("header_5_bytes", 0, "12 bytes")]
    [InlineData("message_length_huge", -1, "4611686018427387904")]
    [InlineData("uncompressed_size_huge", -1, "4611686018427387904")]
    [InlineData("old_generation", 0, "RRF1")]
    [InlineData("old_version_0_22", 0, "0.22.3")]
    [InlineData("unknown_compression", -1, "compression 9")]
    [InlineData("unknown_encoding", -1, "encoding 9")]
    [InlineData("no_store_id", -1, "store_id")]
    [InlineData("no_store_info", -1, "edge-written")]
    public void A_refusal_says_what_was_found_and_where(string name, long offset, string word)
    {
        var path = SharedData.PathOf("data", "edge", "corrupt", name + ".rrd");
        var fault = Assert.Throws<RerunException>(() => RrdFile.Open(path));
        Assert.Contains(word, fault.Message);
        Assert.Contains(path, fault.Message);
        Assert.Contains("expected", fault.Message);
        if (offset >= 0)
        {
            Assert.Equal(offset, fault.FileOffset);
        }
        else
        {
            Assert.InRange(fault.FileOffset!.Value, 1, new FileInfo(path).Length);
        }
    }

    [Fact]
    public void A_missing_file_is_one_clear_error()
    {
        var fault = Assert.Throws<RerunException>(() => RrdFile.Open("/nowhere/at/all.rrd"));
        Assert.Equal((RerunErrorCode.InputOutput, "/nowhere/at/all.rrd"), (fault.ErrorKind, fault.FileName));
    }

    [Theory]
    [MemberData(nameof(Drives))]
    public void Flipped_bytes_and_cuts_give_one_clear_error_or_none(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedData.SampleDrives, name));
        var seed = name.Sum(letter => letter);
        var random = new Random(seed);
        for (var round = 0; round < 40; round++)
        {
            var damaged = bytes[..(random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length)];
            for (var flips = random.Next(4); flips > 0 && damaged.Length > 0; flips--)
            {
                // Half of them near the start of something: headers and schemas are where a lie can do harm.
                var place = random.Next(2) == 0 ? random.Next(damaged.Length) : random.Next(Math.Min(damaged.Length, 4000));
                damaged[place] = random.Next(3) switch { 0 => 0xFF, 1 => 0x80, _ => (byte)random.Next(256) };
            }

            ReadBounded($"{name}, seed {seed}, round {round}", damaged);
        }
    }

    [Fact]
    public void Damage_in_an_uncompressed_chunk_gives_one_clear_error_or_none()
    {
        var random = new Random(20250603);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = WorkedExample.Bytes;
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(12, damaged.Length)] = random.Next(3) switch { 0 => 0xFF, 1 => 0x7F, _ => (byte)random.Next(256) };
            }

            ReadBounded($"round {round}", damaged);
        }
    }

    [SharedTheory("data/versions")]
    [InlineData("0.28.2")]
    [InlineData("0.41.0")]
    public void A_damaged_footer_with_a_right_checksum_costs_bounds_only(string release)
    {
        var bytes = File.ReadAllBytes(SharedData.PathOf("data", "versions", release, "basic.rrd"));
        var offset = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(bytes.Length - 32));
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(bytes.Length - 24));
        var random = new Random(20250604);
        var warned = 0;
        for (var round = 0; round < 100; round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var flips = random.Next(1, 5); flips > 0; flips--)
            {
                damaged[offset + random.Next(random.Next(2) == 0 ? length : 200)] = (byte)random.Next(256);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(damaged.AsSpan(damaged.Length - 16), XxHash32.Hash(damaged.AsSpan(offset, length), 7850921));
            ReadBounded($"round {round}", damaged);
            using var file = RrdFile.Read(damaged);
            Assert.Equal(13, file.Chunks.Count);
            warned += file.Warnings.Count > 0 ? 1 : 0;
        }

        Assert.InRange(warned, 1, 100);
    }

    private static void ReadBounded(string what, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            using var file = RrdFile.Read(bytes, "damaged.rrd");
            foreach (var entry in file.Chunks)
            {
                file.Decode(entry);
            }
        }
        catch (RerunException fault)
        {
            Assert.Equal("damaged.rrd", fault.FileName);
            Assert.InRange(fault.FileOffset!.Value, 0, bytes.Length);
        }
        catch (Exception fault)
        {
            Assert.Fail($"{what}: {fault}");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= MaxAllocated, $"{what}: {allocated} bytes allocated");
        Assert.True(clock.Elapsed <= MaxTime, $"{what}: {clock.Elapsed}");
    }
}
