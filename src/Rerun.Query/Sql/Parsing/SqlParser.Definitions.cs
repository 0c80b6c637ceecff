using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>CREATE, ALTER, DROP.</content>
internal sealed partial class SqlParser
{
    private const string ColumnWord = "column";

    private StatementSyntax ParseCreate()
    {
        int start = _next;
        Advance();
        bool replace = Take(SqlKeyword.Or, SqlKeyword.Replace);
        bool temporary = Take(SqlKeyword.Temp) || Take(SqlKeyword.Temporary);
        switch (Current.Keyword)
        {
            case SqlKeyword.Table:
                Advance();
                return ParseCreateTable(start, temporary, replace);
            case SqlKeyword.View:
                Advance();
                return ParseCreateView(start, temporary, replace);
            case SqlKeyword.Dataset when !replace && !temporary:
                Advance();
                bool ifNotExists = TakeIfNotExists();
                QualifiedName name = ParseQualifiedName("a dataset's name");
                return new CreateDatasetStatement(Since(start), name, ifNotExists);
            case SqlKeyword.External when !replace && !temporary:
                Advance();
                Expect(SqlKeyword.Table);
                return ParseCreateExternalTable(start);
            case SqlKeyword.Index when !replace && !temporary:
                Advance();
                return ParseCreateIndex(start, unique: false);
            case SqlKeyword.Unique when !replace && !temporary && IsAt(1, SqlKeyword.Index):
                _next += 2;
                return ParseCreateIndex(start, unique: true);
        }

        throw Expected(replace || temporary ? "TABLE or VIEW" : "DATASET, TABLE, EXTERNAL TABLE, VIEW, INDEX, OR REPLACE or TEMP");
    }

    private bool TakeIfNotExists()
    {
        if (!Is(SqlKeyword.If) || !IsAt(1, SqlKeyword.Not))
        {
            return false;
        }

        _next += 2;
        Expect(SqlKeyword.Exists);
        return true;
    }

    private bool TakeIfExists() => Take(SqlKeyword.If, SqlKeyword.Exists);

    private CreateTableStatement ParseCreateTable(int start, bool temporary, bool replace)
    {
        bool ifNotExists = TakeIfNotExists();
        QualifiedName name = ParseQualifiedName("a table's name");
        var columns = new List<ColumnDefinition>();
        var constraints = new TableConstraints();
        if (Is(SqlTokenKind.LeftParen) && !IsQueryStart())
        {
            Advance();
            do
            {
                if (!ParseTableConstraint(constraints))
                {
                    columns.Add(ParseColumnDefinition(constraints));
                }
            }
            while (Take(SqlTokenKind.Comma));
            ExpectClosing("a comma or )");
        }

        string? location = Take(SqlKeyword.Location) ? ParseString("a URL in quotes") : null;
        QuerySyntax? query = Take(SqlKeyword.As) || IsQueryStart() ? ParseQuery() : null;
        if (query is null && columns.Count == 0)
        {
            throw Expected("columns in parentheses or AS and a query");
        }

        foreach (ColumnDefinition column in columns)
        {
            if (query is null && column.Type is null)
            {
                throw Error(column.Span, $"the column {column.Name.Text} needs a type");
            }
        }

        return new CreateTableStatement(Since(start), name, [.. columns], [.. constraints.PrimaryKey], [.. constraints.Unique], [.. constraints.Checks], query, location, temporary, replace, ifNotExists);
    }

    private ColumnDefinition ParseColumnDefinition(TableConstraints constraints)
    {
        int start = _next;
        SqlName name = ParseName("a column's name");
        TypeSyntax? type = Is(SqlTokenKind.Word) && !IsConstraint() ? ParseType() : null;
        bool notNull = false;
        SqlExpression? defaultValue = null;
        while (true)
        {
            if (Take(SqlKeyword.Constraint))
            {
                ParseName("a constraint's name");
            }

            if (Take(SqlKeyword.Not, SqlKeyword.Null))
            {
                notNull = true;
            }
            else if (Take(SqlKeyword.Primary, SqlKeyword.Key))
            {
                notNull = true;
                SetPrimaryKey(constraints, [name]);
                _ = Take(SqlKeyword.Asc) || Take(SqlKeyword.Desc);
            }
            else if (defaultValue is null && Take(SqlKeyword.Default))
            {
                // NOT NULL after the value is the next constraint, not a test of the value.
                defaultValue = ParseExpression(SqlPrecedence.Other);
            }
            else if (Is(SqlKeyword.Unique))
            {
                constraints.Unique.Add(new KeySyntax(Advance().Span, [name]));
            }
            else if (Is(SqlKeyword.Check))
            {
                constraints.Checks.Add(ParseCheck());
            }
            else if (!Take(SqlKeyword.Null))
            {
                RefuseForeignKey();
                return new ColumnDefinition(Since(start), name, type, notNull, defaultValue);
            }
        }
    }

    private bool IsConstraint() => Current.Keyword is
        SqlKeyword.Constraint or SqlKeyword.Primary or SqlKeyword.Unique or SqlKeyword.Not or SqlKeyword.Null or SqlKeyword.Default
        or SqlKeyword.Check or SqlKeyword.References or SqlKeyword.Foreign;

    /// <summary>Parses PRIMARY KEY (..), UNIQUE (..) or CHECK (..) among the columns.</summary>
    private bool ParseTableConstraint(TableConstraints constraints)
    {
        if (Take(SqlKeyword.Constraint))
        {
            ParseName("a constraint's name");
        }

        if (Is(SqlKeyword.Primary))
        {
            Advance();
            Expect(SqlKeyword.Key);
            SetPrimaryKey(constraints, [.. ParseNameList()]);
            return true;
        }

        if (Is(SqlKeyword.Unique))
        {
            int start = _next;
            Advance();
            SyntaxList<SqlName> columns = ParseNameList();
            constraints.Unique.Add(new KeySyntax(Since(start), columns));
            return true;
        }

        if (Is(SqlKeyword.Check))
        {
            constraints.Checks.Add(ParseCheck());
            return true;
        }

        RefuseForeignKey();
        return false;
    }

    private CheckSyntax ParseCheck()
    {
        int start = _next;
        Advance();
        Expect(SqlTokenKind.LeftParen, "(");
        SqlExpression condition = ParseExpression();
        ExpectClosing();
        return new CheckSyntax(Since(start), condition);
    }

    private void SetPrimaryKey(TableConstraints constraints, List<SqlName> columns)
    {
        if (constraints.PrimaryKey.Count > 0)
        {
            throw Error(_tokens[_next - 1].Span, "a table has one PRIMARY KEY; of several columns it is written PRIMARY KEY (a, b)");
        }

        constraints.PrimaryKey.AddRange(columns);
    }

    private void RefuseForeignKey()
    {
        if (Current.Keyword is SqlKeyword.References or SqlKeyword.Foreign)
        {
            throw NotSupported(Current.Span, "foreign keys are not supported: nothing would enforce them");
        }
    }

    /// <summary>The constraints of a table that is being parsed.</summary>
    private sealed class TableConstraints
    {
        public List<SqlName> PrimaryKey { get; } = [];

        public List<KeySyntax> Unique { get; } = [];

        public List<CheckSyntax> Checks { get; } = [];
    }

    private CreateExternalTableStatement ParseCreateExternalTable(int start)
    {
        bool ifNotExists = TakeIfNotExists();
        QualifiedName name = ParseQualifiedName("a table's name");
        string? format = null;
        if (Take(SqlKeyword.Stored, SqlKeyword.As))
        {
            format = ParseAnyName("a format").Text.ToUpperInvariant();
        }

        Expect(SqlKeyword.Location);
        string location = ParseString("a URL in quotes");
        return new CreateExternalTableStatement(Since(start), name, location, format, ifNotExists);
    }

    private CreateViewStatement ParseCreateView(int start, bool temporary, bool replace)
    {
        bool ifNotExists = TakeIfNotExists();
        QualifiedName name = ParseQualifiedName("a view's name");
        SyntaxList<SqlName> columns = ParseOptionalNameList();
        Expect(SqlKeyword.As);
        QuerySyntax query = ParseQuery();
        return new CreateViewStatement(Since(start), name, columns, query, temporary, replace, ifNotExists);
    }

    private CreateIndexStatement ParseCreateIndex(int start, bool unique)
    {
        bool ifNotExists = TakeIfNotExists();
        QualifiedName? name = Is(SqlKeyword.On) ? null : ParseQualifiedName("an index's name");
        Expect(SqlKeyword.On);
        QualifiedName table = ParseQualifiedName("a table's name");
        SyntaxList<OrderItem> columns = ParseParenthesizedList(parser => parser.ParseOrderItem());
        return new CreateIndexStatement(Since(start), name, table, columns, unique, ifNotExists);
    }

    private EntryKind ParseEntryKind(bool allowIndex)
    {
        EntryKind? kind = Current.Keyword switch
        {
            SqlKeyword.Dataset => EntryKind.Dataset,
            SqlKeyword.Table => EntryKind.Table,
            SqlKeyword.View => EntryKind.View,
            SqlKeyword.Index when allowIndex => EntryKind.Index,
            _ => null,
        };
        if (kind is null)
        {
            throw Expected(allowIndex ? "DATASET, TABLE, VIEW or INDEX" : "DATASET, TABLE or VIEW");
        }

        Advance();
        return kind.Value;
    }

    private StatementSyntax ParseAlter()
    {
        int start = _next;
        Advance();
        EntryKind kind = ParseEntryKind(allowIndex: false);
        bool ifExists = TakeIfExists();
        QualifiedName name = ParseQualifiedName("a name");
        if (kind == EntryKind.Table && ParseAlterColumn(start, name, ifExists) is { } alter)
        {
            return alter;
        }

        if (!Is(SqlKeyword.Rename) && Is(SqlTokenKind.Word))
        {
            throw NotSupported(Current.Span, kind == EntryKind.Table ? "ALTER TABLE can RENAME, ADD and DROP" : "ALTER can only RENAME TO a new name");
        }

        Expect(SqlKeyword.Rename);
        Expect(SqlKeyword.To);
        QualifiedName newName = ParseQualifiedName("the new name");
        return new RenameStatement(Since(start), kind, name, newName, ifExists);
    }

    private AlterColumnStatement? ParseAlterColumn(int start, QualifiedName table, bool ifExists)
    {
        if (Is(SqlKeyword.Rename) && !IsAt(1, SqlKeyword.To))
        {
            Advance();
            TakeWord(ColumnWord);
            SqlName old = ParseName("a column's name");
            Expect(SqlKeyword.To);
            SqlName newName = ParseName("the new name");
            return new AlterColumnStatement(Since(start), table, ifExists, old, newName, null, false);
        }

        if (Take(SqlKeyword.Drop))
        {
            if (Is(SqlKeyword.Constraint))
            {
                throw NotSupported(Current.Span, "ALTER TABLE can drop columns only");
            }

            TakeWord(ColumnWord);
            bool columnMayMiss = TakeIfExists();
            SqlName dropped = ParseName("a column's name");
            _ = Take(SqlKeyword.Cascade) || Take(SqlKeyword.Restrict);
            return new AlterColumnStatement(Since(start), table, ifExists, dropped, null, null, columnMayMiss);
        }

        if (!TakeWord("add"))
        {
            return null;
        }

        TakeWord(ColumnWord);
        bool columnMayBe = TakeIfNotExists();
        SourceSpan place = Current.Span;
        var constraints = new TableConstraints();
        bool isConstraint = IsConstraint();
        ColumnDefinition? added = isConstraint ? null : ParseColumnDefinition(constraints);
        return added is null || constraints.PrimaryKey.Count + constraints.Unique.Count + constraints.Checks.Count > 0
            ? throw NotSupported(place, "constraints are part of CREATE TABLE; ALTER TABLE .. ADD takes a column with NOT NULL and DEFAULT only")
            : new AlterColumnStatement(
                Since(start), table, ifExists, added.Name, null, added.Type is null ? throw Error(added.Span, $"the column {added.Name.Text} needs a type") : added, columnMayBe);
    }

    private DropStatement ParseDrop()
    {
        int start = _next;
        Advance();
        EntryKind kind = ParseEntryKind(allowIndex: true);
        bool ifExists = TakeIfExists();
        List<QualifiedName> names = ParseList(parser => parser.ParseQualifiedName("a name"));
        _ = Take(SqlKeyword.Cascade) || Take(SqlKeyword.Restrict);
        return new DropStatement(Since(start), kind, [.. names], ifExists);
    }
}
