using System.Runtime.ExceptionServices;

namespace Rerun.Query.Execution.Parallel;

/// <summary>Computes parts of a whole on several threads; what comes out, and which error, does not depend on how many.</summary>
internal static class Parts
{
    /// <summary>The parts in order.</summary>
    /// <param name="count">How many parts.</param>
    /// <param name="workers">How many threads may compute.</param>
    /// <param name="compute">Computes a part from its number; called on any thread.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static T[] Compute<T>(int count, int workers, Func<int, T> compute, CancellationToken cancellationToken)
    {
        var parts = new T[count];
        if (workers == 1 || count < 2)
        {
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                parts[i] = compute(i);
            }

            return parts;
        }

        // Of several errors the first in order is told, whoever came first.
        var errors = new Exception?[count];
        System.Threading.Tasks.Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, i =>
        {
            try
            {
                parts[i] = compute(i);
            }
            catch (Exception error)
            {
                errors[i] = error;
            }
        });
        if (Array.Find(errors, error => error is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return parts;
    }
}
