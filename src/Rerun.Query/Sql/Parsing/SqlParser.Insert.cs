using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>INSERT.</content>
internal sealed partial class SqlParser
{
    private InsertStatement ParseInsert(int start, WithSyntax? with)
    {
        OnConflictSyntax? onConflict = ParseConflictWord();
        bool overwrite = Take(SqlKeyword.Overwrite);
        if (overwrite)
        {
            _ = Take(SqlKeyword.Into) || Take(SqlKeyword.Table);
        }
        else if (Take(SqlKeyword.Into))
        {
            Take(SqlKeyword.Table);
        }
        else
        {
            throw Expected("INTO or OVERWRITE");
        }

        QualifiedName table = ParseQualifiedName("a table's name");
        SqlName? alias = ParseTargetAlias(needsAs: true);
        SyntaxList<SqlName> columns = Is(SqlTokenKind.LeftParen) && !IsQueryStart() ? ParseNameList() : default;
        QuerySyntax? query = null;
        if (!Take(SqlKeyword.Default, SqlKeyword.Values))
        {
            query = IsQueryStart() ? ParseQuery() : throw Expected("VALUES, a query or DEFAULT VALUES");
        }

        if (with is not null)
        {
            query = query is { With: null } ? query with { With = with } : throw Error(with.Span, "WITH stands once, before the query of INSERT");
        }

        onConflict ??= Is(SqlKeyword.On) ? ParseOnConflict() : null;
        SyntaxList<SelectItem> returning = ParseReturning();
        return new InsertStatement(Since(start), table, alias, columns, query, overwrite, onConflict, returning);
    }

    /// <summary>REPLACE, INSERT, INSERT OR REPLACE, INSERT OR IGNORE: what other databases write for ON CONFLICT of whatever key there is.</summary>
    private OnConflictSyntax? ParseConflictWord()
    {
        int start = _next;
        bool isReplace = Advance().Keyword == SqlKeyword.Replace;
        if (!isReplace && !Take(SqlKeyword.Or))
        {
            return null;
        }

        bool update = isReplace || Take(SqlKeyword.Replace);
        return update || TakeWord("ignore") ? new OnConflictSyntax(Since(start), default, update, default, null) : throw Expected("REPLACE or IGNORE");
    }

    private OnConflictSyntax ParseOnConflict()
    {
        int start = _next;
        Advance();
        Expect(SqlKeyword.Conflict);
        SyntaxList<SqlName> columns = ParseOptionalNameList();
        bool hasDo = Take(SqlKeyword.Do);
        bool update = Take(SqlKeyword.Update);
        if (!update && !Take(SqlKeyword.Nothing))
        {
            throw Expected(hasDo ? "UPDATE or NOTHING" : "UPDATE or DO NOTHING");
        }

        SyntaxList<AssignmentSyntax> assignments = update && Is(SqlKeyword.Set) ? ParseAssignments() : default;
        SqlExpression? where = !assignments.IsEmpty && Take(SqlKeyword.Where) ? ParseExpression() : null;
        return update && columns.IsEmpty
            ? throw Error(Since(start), "ON CONFLICT needs its key columns to UPDATE: ON CONFLICT (columns) UPDATE")
            : new OnConflictSyntax(Since(start), columns, update, assignments, where);
    }
}
