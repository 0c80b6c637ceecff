using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;
using DroppedKind = Rerun.Query.Sql.Syntax.EntryKind;

namespace Rerun.Query.Statements;

/// <content>Temporary views: names of queries that live as long as the session.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> CreateViewAsync(CreateViewStatement create, CancellationToken cancellationToken)
    {
        BindingContext context = NewContext(cancellationToken);
        if (!create.Temporary)
        {
            throw context.NotSupported(create, "CREATE VIEW without TEMP");
        }

        string name = NameOf(create.Name);
        if (session.Views.ContainsKey(name) && !create.OrReplace)
        {
            return create.IfNotExists
                ? TextRows.Done(0)
                : throw context.Error(RerunErrorCode.AlreadyExists, create.Name, $"There is a view {name} already.");
        }

        // Binding now tells of mistakes now.
        string? hidden = await BindWithAsync(
            bound =>
            {
                new QueryBinder(bound.ForView(sql)).Bind(create.Query);
                return new RelationResolver(bound).HiddenBy(name);
            },
            cancellationToken).ConfigureAwait(false);
        if (hidden is not null)
        {
            throw context.Error(RerunErrorCode.AlreadyExists, create.Name, $"A view {name} would hide {hidden} of the catalog; give it another name.");
        }

        session.Views[name] = new SessionView(name, sql, create.Query, create.Columns);
        return TextRows.Done(0);
    }

    private QueryResult DropViews(DropStatement drop, CancellationToken cancellationToken)
    {
        BindingContext context = NewContext(cancellationToken);
        if (drop.Kind != DroppedKind.View)
        {
            throw context.NotSupported(drop, WordsOf(drop));
        }

        foreach (QualifiedName name in drop.Names)
        {
            if (!session.Views.Remove(NameOf(name)) && !drop.IfExists)
            {
                string hint = NearestName.Of(NameOf(name), session.Views.Keys) is { } nearest ? $" Did you mean {nearest}?" : "";
                throw context.Error(RerunErrorCode.NotFound, name, $"There is no temporary view {NameOf(name)}.{hint}");
            }
        }

        return TextRows.Done(0);
    }

    private static string NameOf(QualifiedName name) => string.Join('.', name.Parts.Select(part => part.Text));
}
