using Rerun.Catalog.Chunks.Rrd;

namespace Rerun.Catalog.Tests.Chunks.Rrd;

public class LargeFileTests
{
    [Fact]
    public void Chunks_beyond_two_gigabytes_are_found_and_decoded()
    {
        var path = Path.GetTempFileName();
        try
        {
            // A first stream whose end marker has a huge (sparse) content, then the example.
            var example = WorkedExample.Bytes;
            using (var stream = File.OpenWrite(path))
            {
                stream.Write(example.AsSpan(0, 12));
                stream.Write(new byte[8]);
                stream.Write(BitConverter.GetBytes((long)int.MaxValue));
                stream.Seek(int.MaxValue, SeekOrigin.Current);
                stream.Write(example);
            }

            using var file = RrdFile.Open(path);
            Assert.Empty(file.Warnings);
            var entry = Assert.Single(file.Chunks);
            Assert.Equal(28L + int.MaxValue + 0x68, entry.Offset);
            Assert.Equal(7, file.Decode(entry).Timelines[0].Times[0]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_mapped_file_serves_many_threads_and_ends_once_they_are_done()
    {
        var path = Directory.GetFiles(Rerun.Testing.SharedData.SampleDrives, "*.rrd")[0];
        var file = RrdFile.Open(path);
        var rows = file.Chunks.Sum(entry => entry.RowCount);
        var sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => file.Chunks.Sum(entry => (long)file.Decode(entry).RowCount))));
        Assert.All(sums, sum => Assert.Equal(rows, sum));

        // Disposed while others decode: each call either ends well or says that the file is gone.
        var decoding = Task.Run(() =>
        {
            try
            {
                for (var round = 0; round < 1000; round++)
                {
                    foreach (var entry in file.Chunks)
                    {
                        file.Decode(entry);
                    }
                }

                return false;
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        });
        file.Dispose();
        Assert.True(await decoding);
        file.Dispose();
    }
}
