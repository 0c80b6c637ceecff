using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;
using RenamedKind = Rerun.Query.Sql.Syntax.EntryKind;

namespace Rerun.Query.Statements;

/// <content>Views; and temporary ones and tables, which live as long as the session.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> CreateViewAsync(CreateViewStatement create, CancellationToken cancellationToken)
    {
        if (!create.Temporary)
        {
            return await CreateStoredViewAsync(create, cancellationToken).ConfigureAwait(false);
        }

        string name = NameOf(create.Name);
        if (!MakeRoom(create.Name, create.OrReplace, create.IfNotExists, cancellationToken))
        {
            return TextRows.Done(0);
        }

        // Binding now tells of mistakes now.
        await BindWithAsync(bound => new QueryBinder(bound.ForView(sql)).Bind(create.Query), cancellationToken).ConfigureAwait(false);
        await RequireUnhiddenAsync(create.Name, name, "view", cancellationToken).ConfigureAwait(false);
        session.Tables.Remove(name);
        session.Views[name] = new SessionView(name, sql, create.Query, create.Columns);
        return TextRows.Done(0);
    }

    private async ValueTask<QueryResult> CreateStoredViewAsync(CreateViewStatement create, CancellationToken cancellationToken)
    {
        RequireChanges();
        string name = NewEntryName(create.Name);
        var view = new ViewDefinition
        {
            Name = name,
            Statement = sql.Substring(create.Span.Start, create.Span.Length),
            Dataset = session.CurrentDataset,
        };
        if (create.IfNotExists && await BindWithAsync(context => new RelationResolver(context).FindView(create.Name), cancellationToken).ConfigureAwait(false) is not null)
        {
            return TextRows.Done(0);
        }

        await BindWithAsync(context => BindNewView(context, create, view), cancellationToken).ConfigureAwait(false);
        await RequireUnhiddenAsync(create.Name, name, "view", cancellationToken).ConfigureAwait(false);
        await AtAsync(create.Name, cancellationToken, () => Engine.Catalog.CreateViewAsync(view, create.OrReplace, cancellationToken)).ConfigureAwait(false);
        return TextRows.Done(0);
    }

    // Binding now tells of mistakes now: of a view made of itself, and of what others would not find.
    private static LogicalPlan BindNewView(BindingContext context, CreateViewStatement create, ViewDefinition view)
    {
        var binder = new QueryBinder(context.ForStoredView(context.Sql, view.Dataset, view));
        try
        {
            return binder.Renamed(binder.Bind(create.Query), create.Columns, create.Name);
        }
        catch (RerunException error) when (error.ErrorKind == RerunErrorCode.NotFound && (context.Views.Count > 0 || context.Tables.Count > 0))
        {
            new QueryBinder(context.ForView(context.Sql)).Bind(create.Query);
            throw context.Error(
                RerunErrorCode.NotFound, create.Name, $"The view {view.Name} would outlast temporary relations that it is made of; use CREATE TEMP VIEW.");
        }
    }

    /// <summary>Drops a view: a temporary one if there is one of the name.</summary>
    private async ValueTask DropViewAsync(QualifiedName name, bool ifExists, CancellationToken cancellationToken)
    {
        if (session.Views.Remove(NameOf(name)))
        {
            return;
        }

        if (await FindViewAsync(name, ifExists, cancellationToken).ConfigureAwait(false) is { } view)
        {
            RequireChanges();
            await AtAsync(name, cancellationToken, () => Engine.Catalog.DeleteViewAsync(view.Name, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async ValueTask RenameViewAsync(RenameStatement rename, string newName, CancellationToken cancellationToken)
    {
        if (await FindViewAsync(rename.Name, rename.IfExists, cancellationToken).ConfigureAwait(false) is { } view)
        {
            RequireChanges();
            await RequireUnhiddenAsync(rename.NewName, newName, "view", cancellationToken).ConfigureAwait(false);
            await AtAsync(rename.NewName, cancellationToken, () => Engine.Catalog.RenameViewAsync(view.Name, newName, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async ValueTask<ViewDefinition?> FindViewAsync(QualifiedName name, bool ifExists, CancellationToken cancellationToken) =>
        await BindWithAsync<ViewDefinition?>(
            context =>
            {
                var resolver = new RelationResolver(context);
                if (resolver.FindView(name) is { } view)
                {
                    return view;
                }

                bool isTable = session.Tables.ContainsKey(NameOf(name)) || resolver.FindTable(name) is not null;
                string hint = isTable ? $" {NameOf(name)} is a table."
                    : NearestName.Of(NameOf(name), [.. session.Views.Keys, .. context.Catalog.Views.Select(known => known.Name)]) is { } nearest ? $" Did you mean {SqlPrinter.Identifier(nearest)}?"
                    : "";
                return ifExists && !isTable ? null : throw context.Error(RerunErrorCode.NotFound, name, $"There is no view {NameOf(name)}.{hint}");
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Whether a temporary view or table of that name may be made now; false where there is one already and that is allowed.</summary>
    private bool MakeRoom(QualifiedName place, bool orReplace, bool ifNotExists, CancellationToken cancellationToken)
    {
        string name = NameOf(place);
        string? kind = session.Views.ContainsKey(name) ? "view" : session.Tables.ContainsKey(name) ? "table" : null;
        return kind is null || orReplace
            || (ifNotExists ? false : throw NewContext(cancellationToken).Error(RerunErrorCode.AlreadyExists, place, $"There is a {kind} {name} already."));
    }

    private bool TryRenameTemporary(RenameStatement rename, string newName, CancellationToken cancellationToken)
    {
        string name = NameOf(rename.Name);
        bool isView = session.Views.ContainsKey(name);
        bool isTable = session.Tables.ContainsKey(name);
        if (rename.Kind == RenamedKind.View ? !isView : !isTable)
        {
            return false;
        }

        if (!name.Equals(newName, StringComparison.OrdinalIgnoreCase))
        {
            MakeRoom(rename.NewName, orReplace: false, ifNotExists: false, cancellationToken);
        }

        if (rename.Kind == RenamedKind.View && session.Views.Remove(name, out SessionView? view))
        {
            session.Views[newName] = view with { Name = newName };
        }
        else if (session.Tables.Remove(name, out SessionTable? table))
        {
            session.Tables[newName] = table with { Name = newName };
        }

        return true;
    }

    private static string NameOf(QualifiedName name) => string.Join('.', name.Parts.Select(part => part.Text));
}
