using System.Runtime.ExceptionServices;

namespace Rerun.Catalog.Embedded;

/// <summary>Runs work on several threads as if it ran on one: a fault comes as itself, that of the first item first.</summary>
internal static class ParallelWork
{
    public static void For(int count, int maxParallelism, Action<int> body)
    {
        if (count <= 1 || maxParallelism == 1)
        {
            for (var i = 0; i < count; i++)
            {
                body(i);
            }

            return;
        }

        var faults = new SortedDictionary<int, ExceptionDispatchInfo>();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = maxParallelism }, (i, loop) =>
        {
            try
            {
                body(i);
            }
            catch (Exception exception)
            {
                lock (faults)
                {
                    faults[i] = ExceptionDispatchInfo.Capture(exception);
                }

                // Items before this one still run: one of them may have the fault that counts.
                loop.Break();
            }
        });
        if (faults.Count > 0)
        {
            faults.First().Value.Throw();
        }
    }
}
