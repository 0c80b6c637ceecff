using System.Diagnostics;

namespace Rerun.Data.Benchmarks.Reading;

/// <summary>Times and allocations of calls, in a process whose code is warmed up first.</summary>
internal static class Timing
{
    // The runtime optimizes in the background, which takes its time on a busy machine.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>The median time of a call in microseconds, and the bytes that one call allocates on all threads together.</summary>
    public static (double Microseconds, double Bytes) Median(Action call, int calls = 2000)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < WarmUp)
        {
            call();
        }

        var times = new double[calls];
        var least = double.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < calls; i++)
            {
                var start = Stopwatch.GetTimestamp();
                call();
                times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }

            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)calls);
        }

        Array.Sort(times);
        return (times[calls / 2], least);
    }

    /// <summary>The median seconds of several pieces of work that take turns, so that what else the machine does meets all alike.</summary>
    public static double[] Interleaved(int rounds, params Action[] works)
    {
        var watch = Stopwatch.StartNew();
        for (var warm = 0; warm < 3 || watch.Elapsed < WarmUp; warm++)
        {
            Array.ForEach(works, work => work());
        }

        var times = Array.ConvertAll(works, _ => new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < works.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                works[i]();
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        return Array.ConvertAll(times, own =>
        {
            Array.Sort(own);
            return own[rounds / 2];
        });
    }
}
