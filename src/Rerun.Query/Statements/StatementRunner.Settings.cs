using System.Globalization;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;
using Rerun.Query.Statements.Temporary;

namespace Rerun.Query.Statements;

/// <content>SET, RESET, and SHOW of settings; statements without effect.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> SetAsync(SetStatement set, CancellationToken cancellationToken)
    {
        BindingContext context = NewContext(cancellationToken);
        if (SettingsWithoutEffect.Has(string.Join('.', set.Name.Parts.Select(part => part.Text)).ToLowerInvariant()))
        {
            return TextRows.Done(0);
        }

        SessionOption option = OptionOf(NameOf(set.Name), set.Name, context);
        string? value = set.Values is [DefaultExpression] ? null
            : set.Values.Count == 1 ? TextOf(set.Values[0], context)
            : throw context.Error(RerunErrorCode.InvalidArgument, set, $"{option.Name} takes one value.");
        if (option.Write is not { } write)
        {
            string fixedValue = option.Read(session);
            return value is null || IsSame(value, fixedValue) ? TextRows.Done(0) : throw context.Error(
                RerunErrorCode.NotSupported, set, $"{option.Name} is always {fixedValue}.");
        }

        if (option.Name == "dataset" && value is { Length: > 0 })
        {
            var name = new SqlName(set.Values[0].Span, value, Quoted: false);
            value = value.Equals(RelationResolver.TableSchemaName, StringComparison.OrdinalIgnoreCase) ? ""
                : (await BindWithAsync(bound => new RelationResolver(bound).FindDataset(name, name), cancellationToken).ConfigureAwait(false))?.Name
                    ?? throw context.Error(RerunErrorCode.NotFound, set.Values[0], $"There is no dataset {value}.");
        }

        write(session, value);
        return TextRows.Done(0);
    }

    private QueryResult ShowSetting(ShowStatement show, CancellationToken cancellationToken)
    {
        if (show.Subject == "ALL")
        {
            return TextRows.Of(["name", "setting", "description"], SessionOption.All.Select(known => (string?[])[known.Name, known.Read(session), known.Description]));
        }

        SessionOption option = OptionOf(show.Subject, show, NewContext(cancellationToken));
        return TextRows.Of(option.Name, [option.Read(session)]);
    }

    private static SessionOption OptionOf(string name, SqlNode place, BindingContext context)
    {
        IEnumerable<string> known = SessionOption.All.Select(option => option.Name);
        return SessionOption.Find(name) ?? throw context.Error(
            RerunErrorCode.NotFound,
            place,
            $"There is no setting {name.ToLowerInvariant()}. {(NearestName.Of(name, known) is { } nearest ? $"Did you mean {nearest}?" : $"There are: {string.Join(", ", known)}.")}");
    }

    private static string TextOf(SqlExpression value, BindingContext context) => value switch
    {
        StringLiteral text => text.Value,
        ColumnExpression { Parts.Count: 1 } word => word.Name.Text,
        BooleanLiteral flag => flag.Value ? "on" : "off",
        IntegerLiteral number => number.Value.ToString(CultureInfo.InvariantCulture),
        _ => throw context.Error(RerunErrorCode.InvalidArgument, value, "A setting takes a text, a word, a whole number, or DEFAULT."),
    };

    // UTF-8 and utf8 are the same, and so is what is said besides: ISO, MDY.
    private static bool IsSame(string value, string other) =>
        (other == "on" && value.ToUpperInvariant() is "TRUE" or "1" or "YES") ||
        value.Split(',')[0].Replace("-", "", StringComparison.Ordinal).Equals(other, StringComparison.OrdinalIgnoreCase)
        || (other == "UTC" && value.ToUpperInvariant() is "ETC/UTC" or "GMT" or "Z" or "+00" or "+00:00");

    private async ValueTask<QueryResult> AnalyzeAsync(AnalyzeStatement analyze, CancellationToken cancellationToken)
    {
        if (analyze.Name is { } name)
        {
            await BindWithAsync(context => new QueryBinder(context).BindRelation(name), cancellationToken).ConfigureAwait(false);
        }

        return TextRows.Done(0);
    }

    // Tables keep no order that an index could speed up; the statement is taken, so that scripts of other databases run.
    private async ValueTask<QueryResult> CreateIndexAsync(CreateIndexStatement create, CancellationToken cancellationToken)
    {
        await BindWithAsync(context => new QueryBinder(context).BindRelation(create.Table), cancellationToken).ConfigureAwait(false);
        if (create.Name is { } name && session.Indexes.ContainsKey(NameOf(name)))
        {
            return create.IfNotExists
                ? TextRows.Done(0)
                : throw NewContext(cancellationToken).Error(RerunErrorCode.AlreadyExists, name, $"There is an index {NameOf(name)} already.");
        }

        if (create.Unique && FindTemporary(create.Table) is { } table)
        {
            await AddKeyAsync(create, table, cancellationToken).ConfigureAwait(false);
        }

        if (create.Name is not null)
        {
            session.Indexes.Add(NameOf(create.Name), FindTemporary(create.Table)?.Name ?? NameOf(create.Table));
        }

        return TextRows.Done(0);
    }

    // Of an index a temporary table has the rule that it brings, not the speed.
    private async ValueTask AddKeyAsync(CreateIndexStatement create, SessionTable table, CancellationToken cancellationToken)
    {
        var columns = new List<int>();
        foreach (OrderItem item in create.Columns)
        {
            columns.Add(item.Expression is ColumnExpression { Parts.Count: 1 } column
                ? ColumnOf(table, column.Name)
                : throw NewContext(cancellationToken).NotSupported(item, "A unique index over anything but columns"));
        }

        SessionTable next = table with { Keys = table.Keys.Add(new TableKey([.. columns], create.Name is null ? "" : NameOf(create.Name))), KnownKeys = null };
        await WithPlaceAsync(create.Table, cancellationToken, () => new ValueTask<KeyRows[]>(next.KnownKeys = FindKeys(next))).ConfigureAwait(false);
        session.Tables[table.Name] = next;
    }

    private void DropIndex(QualifiedName name, bool ifExists, CancellationToken cancellationToken)
    {
        if (!session.Indexes.Remove(NameOf(name), out string? of))
        {
            if (!ifExists)
            {
                throw NewContext(cancellationToken).Error(
                    RerunErrorCode.NotFound, name, $"There is no index {NameOf(name)}. Search indexes are deleted with CALL delete_indexes(dataset, column).");
            }

            return;
        }

        if (session.Tables.TryGetValue(of, out SessionTable? table))
        {
            session.Tables[of] = table with { Keys = table.Keys.RemoveAll(key => NameOf(name).Equals(key.Index, StringComparison.OrdinalIgnoreCase)), KnownKeys = null };
        }
    }

    private void ForgetIndexes(string table)
    {
        foreach (string index in session.Indexes.Where(index => index.Value.Equals(table, StringComparison.OrdinalIgnoreCase)).Select(index => index.Key).ToArray())
        {
            session.Indexes.Remove(index);
        }
    }
}
