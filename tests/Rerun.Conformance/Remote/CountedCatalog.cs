using System.Reflection;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;

namespace Rerun.Conformance.Remote;

/// <summary>A catalog that counts the chunks that are read from it.</summary>
public class CountedCatalog : DispatchProxy
{
    private ICatalog _catalog = null!;

    /// <summary>How many chunks were asked for.</summary>
    public int ChunksRead { get; private set; }

    /// <summary>Counts what is read from a catalog.</summary>
    public static (ICatalog Catalog, CountedCatalog Counter) Of(ICatalog catalog)
    {
        var proxy = Create<ICatalog, CountedCatalog>();
        var counter = (CountedCatalog)(object)proxy;
        counter._catalog = catalog;
        return (proxy, counter);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(ICatalog.ReadChunksAsync))
        {
            ChunksRead += ((IReadOnlyList<ChunkInfo>)args![0]!).Count;
        }

        return targetMethod.Invoke(_catalog, args);
    }
}
