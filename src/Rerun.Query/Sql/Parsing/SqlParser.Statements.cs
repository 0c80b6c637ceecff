using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Statements: which one it is, and those that look around.</content>
internal sealed partial class SqlParser
{
    private const string StatementsKnown =
        "a statement (SELECT, FROM, WITH, VALUES, EXPLAIN, DESCRIBE, SHOW, SUMMARIZE, CREATE, INSERT, UPDATE, DELETE, TRUNCATE, ALTER, DROP, CALL, SET)";

    private StatementSyntax ParseStatement()
    {
        int start = _next;
        if (Is(SqlKeyword.With))
        {
            return ParseAfterWith();
        }

        if (IsWord(0, PivotWord) && IsPivotQuery(0) && PivotStatementHere() is { } pivot)
        {
            return pivot;
        }

        if (IsQueryStart())
        {
            QuerySyntax query = ParseQuery();
            return new QueryStatement(Since(start), query);
        }

        switch (Current.Keyword)
        {
            case SqlKeyword.Explain:
                return ParseExplain();
            case SqlKeyword.Describe or SqlKeyword.Desc:
                return ParseDescribe();
            case SqlKeyword.Summarize:
                Advance();
                (QualifiedName? subject, QuerySyntax? subjectQuery) = ParseSubject();
                return new SummarizeStatement(Since(start), subject, subjectQuery);
            case SqlKeyword.Analyze:
                Advance();
                Take(SqlKeyword.Verbose);
                QualifiedName? analyzed = Current.IsName ? ParseQualifiedName("a table's name") : null;
                return new AnalyzeStatement(Since(start), analyzed);
            case SqlKeyword.Show:
                return ParseShow();
            case SqlKeyword.Create:
                return ParseCreate();
            case SqlKeyword.Insert or SqlKeyword.Replace or SqlKeyword.Update or SqlKeyword.Delete:
                return ParseChange(start, null);
            case SqlKeyword.Alter:
                return ParseAlter();
            case SqlKeyword.Drop:
                return ParseDrop();
            case SqlKeyword.Call:
                Advance();
                QualifiedName procedure = ParseQualifiedName("a procedure's name");
                SyntaxList<ArgumentSyntax> arguments = ParseArguments();
                return new CallStatement(Since(start), procedure, arguments);
            case SqlKeyword.Set or SqlKeyword.Reset:
                return ParseSet();
            case SqlKeyword.Begin or SqlKeyword.Start or SqlKeyword.Commit or SqlKeyword.End or SqlKeyword.Rollback or SqlKeyword.Abort:
                return ParseTransaction();
        }

        if (IsWord(0, Truncate))
        {
            return ParseTruncate();
        }

        if (IsWord(0, "PRAGMA"))
        {
            return ParsePragma();
        }

        return IsWord(0, "USE") ? ParseUse() : throw RefusedStatement() ?? Expected(StatementsKnown);
    }

    /// <summary>The error of a statement that other databases have.</summary>
    private Exception? RefusedStatement()
    {
        if (!Is(SqlTokenKind.Word))
        {
            return null;
        }

        string word = TextOf(Current).ToString().ToUpperInvariant();
        string? way = word switch
        {
            "MERGE" or "UPSERT" =>
                "rows are appended (INSERT INTO), replaced by key (INSERT INTO .. ON CONFLICT (columns) UPDATE) or all (INSERT OVERWRITE)",
            "COPY" or "IMPORT" or "EXPORT" => "recordings are registered with CALL register(..)",
            "ATTACH" or "DETACH" => "the data source is part of the connection string",
            "PREPARE" or "EXECUTE" or "DEALLOCATE" => "commands are prepared by the program",
            "EXEC" => "procedures are called with CALL name(..)",
            "GRANT" or "REVOKE" or "VACUUM" or "REINDEX" or "SAVEPOINT" or "RELEASE" or "LOCK" or "DECLARE" or "DO" => "",
            _ => null,
        };
        return way is null ? null : NotSupported(Current.Span, $"{word} is not supported{(way.Length > 0 ? ": " : "")}{way}");
    }

    private ExplainStatement ParseExplain()
    {
        int outer = Enter(QueryWeight);
        int start = _next;
        Advance();
        bool analyze = false;
        bool verbose = false;
        if (Is(SqlTokenKind.LeftParen) && !IsQueryStart())
        {
            Advance();
            do
            {
                SqlName option = ParseAnyName("an option of EXPLAIN");
                bool off = TakeWord("off") || Take(SqlKeyword.False);
                _ = off || Take(SqlKeyword.On) || Take(SqlKeyword.True);
                switch (option.Text.ToUpperInvariant())
                {
                    case "ANALYZE":
                        analyze = !off;
                        break;
                    case "VERBOSE":
                        verbose = !off;
                        break;
                    default:
                        throw Error(option.Span, $"EXPLAIN has the options ANALYZE and VERBOSE, not {option.Text}");
                }
            }
            while (Take(SqlTokenKind.Comma));
            ExpectClosing("a comma or )");
        }
        else
        {
            analyze = Take(SqlKeyword.Analyze);
            verbose = Take(SqlKeyword.Verbose);
        }

        StatementSyntax statement = ParseStatement();
        Leave(outer, QueryWeight);
        return new ExplainStatement(Since(start), statement, analyze, verbose);
    }

    private DescribeStatement ParseDescribe()
    {
        int start = _next;
        Advance();
        bool hasKind = (IsWord(0, "DATASET") || IsWord(0, "VIEW") || Is(SqlKeyword.Table)) && Peek(1).IsName;
        _next += hasKind ? 1 : 0;
        (QualifiedName? name, QuerySyntax? query) = ParseSubject();
        return new DescribeStatement(Since(start), name, query);
    }

    /// <summary>A relation's name, or a query; a table function counts as the query that selects all of it.</summary>
    private (QualifiedName? Name, QuerySyntax? Query) ParseSubject()
    {
        if (IsQueryStart())
        {
            return (null, ParseQuery());
        }

        int start = _next;
        QualifiedName name = ParseQualifiedName("a relation or a query");
        if (!Is(SqlTokenKind.LeftParen))
        {
            return (name, null);
        }

        SyntaxList<ArgumentSyntax> arguments = ParseArguments();
        Grow(QueryWeight);
        SourceSpan span = Since(start);
        var table = new FunctionTableSyntax(span, name, arguments, false, null, false);
        return (null, new QuerySyntax(span, null, SelectAll(span, table), [], null));
    }

    private StatementSyntax ParseShow()
    {
        int start = _next;
        Advance();
        if (Is(SqlTokenKind.QuotedName) || (Current.IsName && IsAt(1, SqlTokenKind.Dot)))
        {
            QualifiedName relation = ParseQualifiedName("a relation");
            return new DescribeStatement(Since(start), relation, null);
        }

        var words = new List<string>();
        while (Is(SqlTokenKind.Word) && Current.Keyword is not (SqlKeyword.From or SqlKeyword.In or SqlKeyword.Like))
        {
            words.Add(TextOf(Advance()).ToString().ToUpperInvariant());
        }

        if (words.Count == 0)
        {
            throw Expected("TABLES, DATASETS, COLUMNS or the name of a setting");
        }

        QualifiedName? from = Take(SqlKeyword.From) || Take(SqlKeyword.In) ? ParseQualifiedName("a relation") : null;
        string? like = Take(SqlKeyword.Like) ? ParseString("a pattern in quotes") : null;
        return new ShowStatement(Since(start), string.Join(' ', words), from, like);
    }

    private SetStatement ParseSet()
    {
        int start = _next;
        bool isReset = Advance().Keyword == SqlKeyword.Reset;
        if ((Is(SqlKeyword.Session) || Is(SqlKeyword.Local) || Is(SqlKeyword.Global)) && Peek(1).IsName)
        {
            Advance();
        }

        QualifiedName name;
        bool isTimeZone = Is(SqlKeyword.Time) && IsAt(1, SqlKeyword.Zone);
        if (isTimeZone)
        {
            _next += 2;
            SourceSpan span = Since(start);
            name = new QualifiedName(span, [new SqlName(span, "timezone", Quoted: false)]);
        }
        else
        {
            name = ParseQualifiedName("the name of a setting");
        }

        if (isReset)
        {
            return new SetStatement(Since(start), name, [new DefaultExpression(name.Span)]);
        }

        if (!Take(SqlTokenKind.Equal) && !Take(SqlKeyword.To) && !isTimeZone)
        {
            throw Expected("= or TO");
        }

        List<SqlExpression> values = ParseList(parser => parser.ParseSetting());
        return new SetStatement(Since(start), name, [.. values]);
    }

    /// <summary>A setting by the word of other databases: <c>PRAGMA name</c> switches it on, <c>PRAGMA name = value</c> and <c>PRAGMA name(value)</c> give it a value.</summary>
    private SetStatement ParsePragma()
    {
        int start = _next;
        Advance();
        QualifiedName name = ParseQualifiedName("the name of a setting");
        SqlExpression value;
        if (Take(SqlTokenKind.LeftParen))
        {
            value = ParseSetting();
            ExpectClosing(")");
        }
        else
        {
            value = Take(SqlTokenKind.Equal) ? ParseSetting() : new BooleanLiteral(name.Span, true);
        }

        return new SetStatement(Since(start), name, [value]);
    }

    /// <summary>USE dataset, which is how some databases write SET dataset.</summary>
    private SetStatement ParseUse()
    {
        int start = _next;
        SqlToken use = Advance();
        var setting = new SqlName(use.Span, "dataset", Quoted: false);
        SqlName dataset = ParseAnyName("a dataset's name");
        return new SetStatement(Since(start), new QualifiedName(use.Span, [setting]), [new ColumnExpression(dataset.Span, [dataset])]);
    }

    private SqlExpression ParseSetting()
    {
        bool isBareWord = Current.Kind == SqlTokenKind.Word
            && Peek(1).Kind is SqlTokenKind.End or SqlTokenKind.Semicolon or SqlTokenKind.Comma
            && Current.Keyword is not (SqlKeyword.True or SqlKeyword.False or SqlKeyword.Null or SqlKeyword.Default);
        if (!isBareWord)
        {
            return ParseExpression();
        }

        SqlName word = NameOf(Advance());
        return new ColumnExpression(word.Span, [word]);
    }

    private TransactionStatement ParseTransaction()
    {
        int start = _next;
        SqlToken word = Advance();
        TransactionAction action = word.Keyword switch
        {
            SqlKeyword.Begin or SqlKeyword.Start => TransactionAction.Begin,
            SqlKeyword.Commit or SqlKeyword.End => TransactionAction.Commit,
            _ => TransactionAction.Rollback,
        };
        if (!Take(SqlKeyword.Transaction) && word.Keyword == SqlKeyword.Start)
        {
            throw Expected("TRANSACTION");
        }

        Take(SqlKeyword.Work);
        return new TransactionStatement(Since(start), action);
    }
}
