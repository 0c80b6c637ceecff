using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>INSERT.</content>
internal sealed partial class SqlParser
{
    private InsertStatement ParseInsert()
    {
        int start = _next;
        Advance();
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
        SyntaxList<SqlName> columns = Is(SqlTokenKind.LeftParen) && !IsQueryStart() ? ParseNameList() : default;
        QuerySyntax? query = null;
        if (!Take(SqlKeyword.Default, SqlKeyword.Values))
        {
            query = IsQueryStart() ? ParseQuery() : throw Expected("VALUES, a query or DEFAULT VALUES");
        }

        OnConflictSyntax? onConflict = Is(SqlKeyword.On) ? ParseOnConflict() : null;
        return Is(SqlKeyword.Returning)
            ? throw NotSupported(Current.Span, "RETURNING is not supported")
            : new InsertStatement(Since(start), table, columns, query, overwrite, onConflict);
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

        if (update && Is(SqlKeyword.Set))
        {
            throw NotSupported(Current.Span, "ON CONFLICT .. UPDATE replaces the whole row; SET is not supported");
        }

        return update && columns.IsEmpty
            ? throw Error(Since(start), "ON CONFLICT needs its key columns to UPDATE: ON CONFLICT (columns) UPDATE")
            : new OnConflictSyntax(Since(start), columns, update);
    }
}
