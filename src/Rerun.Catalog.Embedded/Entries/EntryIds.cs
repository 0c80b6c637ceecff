using System.Security.Cryptography;
using System.Text;

namespace Rerun.Catalog.Embedded.Entries;

/// <summary>Ids of entries that no catalogue records: they derive from the entry's name, so that they are the same at every opening.</summary>
internal static class EntryIds
{
    public static Tuid OfDataset(string name) => Derive("dataset", name);

    public static Tuid OfBlueprintDataset(string name) => Derive("blueprint dataset", name);

    public static Tuid OfTable(string name) => Derive("table", name);

    private static Tuid Derive(string kind, string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{name}"), hash);
        return Tuid.Read(hash);
    }
}
