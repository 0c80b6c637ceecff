using System.Diagnostics.Metrics;

namespace Rerun.Catalog.Remote.Grpc;

/// <summary>Counts the bytes that servers send, in the meter that the provider's other metrics are in.</summary>
internal static class ReceivedBytes
{
    private static readonly Counter<long> Counter = new Meter("Rerun.Data").CreateCounter<long>("rerun.client.received", "By", "Bytes received from servers.");

    /// <summary>Counts what a read gave.</summary>
    public static int Counted(int count)
    {
        Counter.Add(count);
        return count;
    }
}
