using Rerun.Catalog;

namespace Rerun.Query.Execution.Memory;

/// <summary>The memory that the operators of one query may hold together, in bytes. Safe for several threads.</summary>
/// <param name="limit">The limit in bytes; <see cref="long.MaxValue"/> is none.</param>
internal sealed class MemoryBudget(long limit)
{
    private long _used;
    private long _peak;

    /// <summary>The limit in bytes.</summary>
    public long Limit { get; } = limit;

    /// <summary>What is held now, in bytes.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>The most that was held at one time, in bytes.</summary>
    public long Peak => Volatile.Read(ref _peak);

    /// <summary>Counts memory that an operator is about to hold.</summary>
    /// <param name="bytes">How much more.</param>
    /// <param name="operatorName">Who asks, for the message.</param>
    /// <exception cref="RerunException">The limit would be exceeded.</exception>
    public void Reserve(long bytes, string operatorName)
    {
        var used = Interlocked.Add(ref _used, bytes);
        if (used > Limit)
        {
            Interlocked.Add(ref _used, -bytes);
            throw new RerunException(
                $"{operatorName} needs {bytes:N0} more bytes, but {used - bytes:N0} of the {Limit:N0} bytes of the memory limit are held already.",
                RerunErrorCode.OutOfMemory);
        }

        var peak = Volatile.Read(ref _peak);
        while (used > peak && Interlocked.CompareExchange(ref _peak, used, peak) is var seen && seen != peak)
        {
            peak = seen;
        }
    }

    /// <summary>Counts memory until the result is disposed.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="operatorName">Who asks, for the message.</param>
    /// <exception cref="RerunException">The limit would be exceeded.</exception>
    public HeldMemory Hold(long bytes, string operatorName)
    {
        Reserve(bytes, operatorName);
        return new HeldMemory(this, bytes);
    }

    /// <summary>Gives memory back.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _used, -bytes);
}
