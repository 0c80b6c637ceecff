using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;
using DroppedKind = Rerun.Query.Sql.Syntax.EntryKind;
using EntryKind = Rerun.Catalog.EntryKind;

namespace Rerun.Query.Statements;

/// <content>Datasets and tables as entries of the catalog: creating, renaming, dropping.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> CreateDatasetAsync(CreateDatasetStatement create, CancellationToken cancellationToken)
    {
        RequireChanges();
        await AtAsync(create.Name, cancellationToken, async () =>
        {
            try
            {
                await Engine.Catalog.CreateDatasetAsync(NewEntryName(create.Name), cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (RerunAlreadyExistsException) when (create.IfNotExists)
            {
            }
        }).ConfigureAwait(false);
        return TextRows.Done(0);
    }

    private async ValueTask<QueryResult> CreateExternalTableAsync(CreateExternalTableStatement create, CancellationToken cancellationToken)
    {
        RequireChanges();
        if (create.Format is not (null or "LANCE" or "ARROW"))
        {
            throw NewContext(cancellationToken).NotSupported(create, $"STORED AS {create.Format}");
        }

        string name = NewEntryName(create.Name);
        await RequireUnhiddenAsync(create.Name, name, "table", cancellationToken).ConfigureAwait(false);
        await AtAsync(create.Name, cancellationToken, async () =>
        {
            try
            {
                await Engine.Catalog.RegisterTableAsync(name, create.Location, cancellationToken).ConfigureAwait(false);
            }
            catch (RerunAlreadyExistsException) when (create.IfNotExists)
            {
            }
        }).ConfigureAwait(false);
        return TextRows.Done(0);
    }

    private async ValueTask<QueryResult> RenameAsync(RenameStatement rename, CancellationToken cancellationToken)
    {
        string newName = NewEntryName(rename.NewName);
        if (rename.Kind != DroppedKind.Dataset && TryRenameTemporary(rename, newName, cancellationToken))
        {
            return TextRows.Done(0);
        }

        if (rename.Kind == DroppedKind.View)
        {
            await RenameViewAsync(rename, newName, cancellationToken).ConfigureAwait(false);
            return TextRows.Done(0);
        }

        RequireChanges();
        if (await FindEntryAsync(rename.Kind, rename.Name, rename.IfExists, cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return TextRows.Done(0);
        }

        if (rename.Kind == DroppedKind.Table)
        {
            await RequireUnhiddenAsync(rename.NewName, newName, "table", cancellationToken).ConfigureAwait(false);
        }

        await AtAsync(rename.NewName, cancellationToken, async () =>
            await Engine.Catalog.RenameEntryAsync(entry.Id, newName, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return TextRows.Done(0);
    }

    private async ValueTask<QueryResult> DropAsync(DropStatement drop, CancellationToken cancellationToken)
    {
        foreach (QualifiedName name in drop.Names.ToArray())
        {
            switch (drop.Kind)
            {
                case DroppedKind.Table when session.Tables.Remove(NameOf(name)):
                    break;
                case DroppedKind.View:
                    await DropViewAsync(name, drop.IfExists, cancellationToken).ConfigureAwait(false);
                    break;
                case DroppedKind.Index:
                    DropIndex(name, drop.IfExists, cancellationToken);
                    break;
                default:
                    await DropEntryAsync(drop, name, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        if (drop.Kind == DroppedKind.Table)
        {
            foreach (QualifiedName name in drop.Names.ToArray())
            {
                ForgetIndexes(NameOf(name));
            }
        }

        return TextRows.Done(0);
    }

    private async ValueTask DropEntryAsync(DropStatement drop, QualifiedName name, CancellationToken cancellationToken)
    {
        RequireChanges();
        if (await FindEntryAsync(drop.Kind, name, drop.IfExists, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            await AtAsync(name, cancellationToken, () => Engine.Catalog.DeleteEntryAsync(entry.Id, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>The dataset or table of a name; null where there is none and that is allowed.</summary>
    private async ValueTask<EntryDetails?> FindEntryAsync(DroppedKind kind, QualifiedName name, bool ifExists, CancellationToken cancellationToken)
    {
        EntryDetails? found = await BindWithAsync(
            context => kind == DroppedKind.Dataset ? new RelationResolver(context).FindDataset(name) : new RelationResolver(context).FindTable(name),
            cancellationToken).ConfigureAwait(false);
        if (found is { Kind: EntryKind.Table } && RelationResolver.IsSystemTable(found.Name))
        {
            throw NewContext(cancellationToken).Error(RerunErrorCode.InvalidArgument, name, $"{found.Name} is made by the catalog itself; it cannot be changed.");
        }

        if (found is not null || ifExists)
        {
            return found;
        }

        if (kind == DroppedKind.Table && (session.Views.ContainsKey(NameOf(name))
            || await BindWithAsync(context => new RelationResolver(context).FindView(name), cancellationToken).ConfigureAwait(false) is not null))
        {
            throw NewContext(cancellationToken).Error(RerunErrorCode.NotFound, name, $"{NameOf(name)} is a view, no table.");
        }

        EntryKind[] kinds = kind == DroppedKind.Dataset ? [EntryKind.Dataset, EntryKind.BlueprintDataset] : [EntryKind.Table];
        string word = kind == DroppedKind.Dataset ? "dataset" : "table";
        IReadOnlyList<EntryDetails> entries = await Engine.Catalog.GetEntriesAsync(cancellationToken).ConfigureAwait(false);
        string hint = NearestName.Of(NameOf(name), entries.Where(entry => kinds.Contains(entry.Kind)).Select(entry => entry.Name)) is { } nearest
            ? $" Did you mean {SqlPrinter.Identifier(nearest)}?"
            : "";
        throw NewContext(cancellationToken).Error(RerunErrorCode.NotFound, name, $"There is no {word} {NameOf(name)}.{hint}");
    }

    /// <summary>Refuses a new name that would take a timeline of a dataset out of sight.</summary>
    private async ValueTask RequireUnhiddenAsync(QualifiedName place, string name, string kind, CancellationToken cancellationToken)
    {
        if (await BindWithAsync(context => new RelationResolver(context).HiddenBy(name), cancellationToken).ConfigureAwait(false) is { } hidden)
        {
            throw NewContext(cancellationToken).Error(
                RerunErrorCode.AlreadyExists, place, $"A {kind} {name} would hide {hidden} of the catalog; give it another name.");
        }
    }

    /// <summary>Refuses to change the catalog where only reading is allowed.</summary>
    private void RequireChanges()
    {
        if (session.ChangeRefusal is { } refusal)
        {
            throw new RerunException(refusal, RerunErrorCode.ReadOnly);
        }
    }

    /// <summary>Runs a call of the catalog; its error points at a place in the text.</summary>
    private async ValueTask AtAsync(SqlNode place, CancellationToken cancellationToken, Func<ValueTask> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (RerunException error) when (error is { Position: 0, FileName: null })
        {
            throw NewContext(cancellationToken).Located(error, place);
        }
    }

    /// <summary>The entry's name that a statement gives, without the catalog's and the schema's.</summary>
    private static string NewEntryName(QualifiedName name)
    {
        SqlName[] parts = [.. name.Parts];
        int skipped = parts.Length > 1 && NameMatching.Fits(RelationResolver.CatalogName, parts[0])
            ? parts.Length > 2 && NameMatching.Fits(RelationResolver.TableSchemaName, parts[1]) ? 2 : 1
            : 0;
        return string.Join('.', parts[skipped..].Select(part => part.Text));
    }
}
