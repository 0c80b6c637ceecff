using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;
using RenamedKind = Rerun.Query.Sql.Syntax.EntryKind;

namespace Rerun.Query.Statements;

/// <content>Temporary views and tables: they live as long as the session.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> CreateViewAsync(CreateViewStatement create, CancellationToken cancellationToken)
    {
        if (!create.Temporary)
        {
            throw NewContext(cancellationToken).NotSupported(create, "CREATE VIEW without TEMP");
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

    private RerunException NoTemporary(QualifiedName name, string kind, IEnumerable<string> known, CancellationToken cancellationToken)
    {
        string hint = NearestName.Of(NameOf(name), known) is { } nearest ? $" Did you mean {nearest}?" : "";
        return NewContext(cancellationToken).Error(RerunErrorCode.NotFound, name, $"There is no temporary {kind} {NameOf(name)}.{hint}");
    }

    private static string NameOf(QualifiedName name) => string.Join('.', name.Parts.Select(part => part.Text));
}
