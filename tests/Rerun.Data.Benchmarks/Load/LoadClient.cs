using System.Diagnostics;
using System.Globalization;

namespace Rerun.Data.Benchmarks.Load;

/// <summary>One process of a load: many connections that ask one small query after the other.</summary>
internal static class LoadClient
{
    /// <summary>Runs and prints: the number of right answers, of wrong ones, then the times in milliseconds, each on its own.</summary>
    public static async Task<int> RunAsync(string source, string folder, int connections, int queries)
    {
        var expected = await SmallQueries.OfAsync(folder);
        var next = -1;
        var (right, wrong) = (0, 0);
        var times = new double[queries];
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(() => RunConnectionAsync(number))));
        Console.WriteLine($"{right} {wrong} {string.Join(' ', times.Select(time => time.ToString("F1", CultureInfo.InvariantCulture)))}");
        return wrong == 0 ? 0 : 1;

        async Task RunConnectionAsync(int number)
        {
            await using var connection = await SmallQueries.ConnectAsync(source);
            await expected.IsRightAsync(connection, number);
            for (var query = Interlocked.Increment(ref next); query < queries; query = Interlocked.Increment(ref next))
            {
                var watch = Stopwatch.StartNew();
                if (await expected.IsRightAsync(connection, query))
                {
                    Interlocked.Increment(ref right);
                }
                else
                {
                    Interlocked.Increment(ref wrong);
                }

                times[query] = watch.Elapsed.TotalMilliseconds;
            }
        }
    }
}
