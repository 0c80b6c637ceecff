using System.Collections.Immutable;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Folders;
using Rerun.Catalog.Embedded.Tables;
using Stored = Rerun.Catalog.Embedded.Tests.Support.Tables;

namespace Rerun.Catalog.Embedded.Tests.Tables;

public class TableLedgerTests
{
    [Fact]
    public async Task Files_keep_the_order_that_they_were_given()
    {
        using var catalogue = CatalogueFile.InMemory();
        var ledger = new TableLedger(catalogue);
        var random = new Random(11);
        var (table, next) = (new Tuid(1, 1), 0);
        await catalogue.WriteAsync(
            connection =>
            {
                EntryRows.Insert(connection, EntryRows.New(table, "t", EntryKind.Table, null));
                ledger.Add(connection, new TableState(table, Stored.NumberedTexts, null, [NewFile(), NewFile()]));
                return true;
            },
            CancellationToken.None);
        for (var step = 0; step < 100; step++)
        {
            ImmutableArray<TableFile> wanted = [];
            await ledger.ChangeAsync(
                table,
                now =>
                {
                    var files = now.Files.Where(_ => random.Next(4) > 0).ToList();
                    for (var added = random.Next(4); added > 0; added--)
                    {
                        files.Insert(random.Next(files.Count + 1), NewFile());
                    }

                    wanted = [.. files];
                    return now with { Files = wanted };
                },
                CancellationToken.None);
            Assert.Equal(wanted.Select(file => file.File), ledger.Read(table).Files.Select(file => file.File));
        }

        TableFile NewFile() => new(new FileIdentity($"{next++}", 1, 2), 3);
    }
}
