using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Printing;

/// <content>Statements.</content>
internal sealed partial class SqlPrinter
{
    private void WriteStatement(StatementSyntax statement)
    {
        switch (statement)
        {
            case QueryStatement query:
                WriteQuery(query.Query);
                break;
            case ExplainStatement explain:
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                Add("EXPLAIN ").AddIf(explain.Analyze, "ANALYZE ").AddIf(explain.Verbose, "VERBOSE ").WriteStatement(explain.Statement);
                break;
            case DescribeStatement describe:
                Add("DESCRIBE ").WriteSubject(describe.Name, describe.Query);
                break;
            case SummarizeStatement summarize:
                Add("SUMMARIZE ").WriteSubject(summarize.Name, summarize.Query);
                break;
            case AnalyzeStatement { Name: { } name }:
                Add("ANALYZE ").WriteName(name);
                break;
            case AnalyzeStatement:
                Add("ANALYZE");
                break;
            case ShowStatement show:
                WriteShow(show);
                break;
            case CallStatement call:
                Add("CALL ").WriteName(call.Name);
                Add("(").List(call.Arguments).Add(")");
                break;
            case SetStatement set:
                WriteSet(set);
                break;
            case TransactionStatement transaction:
                Add(transaction.Action.ToString().ToUpperInvariant());
                break;
            case InsertStatement insert:
                WriteInsert(insert);
                break;
            case UpdateStatement update:
                WriteUpdate(update);
                break;
            case DeleteStatement delete:
                WriteDelete(delete);
                break;
            case PivotStatement pivot:
                WritePivot(pivot);
                break;
            case TruncateStatement truncate:
                Add("TRUNCATE ").List(truncate.Tables);
                break;
            default:
                WriteDefinition(statement);
                break;
        }
    }

    private void WriteSubject(QualifiedName? name, QuerySyntax? query)
    {
        if (name is not null)
        {
            WriteName(name);
        }
        else
        {
            WriteQuery(query!);
        }
    }

    private void WriteShow(ShowStatement show)
    {
        Add("SHOW ").Add(show.Subject);
        if (show.From is not null)
        {
            Add(" FROM ").WriteName(show.From);
        }

        if (show.Like is not null)
        {
            Add(" LIKE ").Add(Literal(show.Like));
        }
    }

    private void WriteSet(SetStatement set)
    {
        Add("SET ").WriteName(set.Name);
        Add(" = ");
        for (int i = 0; i < set.Values.Count; i++)
        {
            AddIf(i > 0, ", ");
            if (set.Values[i] is ColumnExpression { Parts.Count: 1 } word)
            {
                WriteAnyName(word.Name);
            }
            else
            {
                Expression(set.Values[i]);
            }
        }
    }

    private void WriteInsert(InsertStatement insert)
    {
        bool isReplace = insert.OnConflict is { Update: true, Columns.IsEmpty: true };
        Add(insert.Overwrite ? "INSERT OVERWRITE " : isReplace ? "INSERT OR REPLACE INTO " : "INSERT INTO ").WriteTarget(insert.Table, insert.Alias);
        WriteNameList(insert.Columns).Add(" ");
        if (insert.Query is null)
        {
            Add("DEFAULT VALUES");
        }
        else
        {
            WriteQuery(insert.Query);
        }

        if (insert.OnConflict is not null && !isReplace)
        {
            Add(" ").WriteOnConflict(insert.OnConflict);
        }

        WriteReturning(insert.Returning);
    }

    private void WriteDefinition(StatementSyntax statement)
    {
        switch (statement)
        {
            case CreateDatasetStatement create:
                Add("CREATE DATASET ").AddIf(create.IfNotExists, "IF NOT EXISTS ").WriteName(create.Name);
                break;
            case CreateTableStatement create:
                WriteCreateTable(create);
                break;
            case CreateExternalTableStatement create:
                Add("CREATE EXTERNAL TABLE ").AddIf(create.IfNotExists, "IF NOT EXISTS ").WriteName(create.Name);
                AddIf(create.Format is not null, $" STORED AS {Identifier(create.Format ?? "")}")
                    .Add(" LOCATION ").Add(Literal(create.Location));
                break;
            case CreateViewStatement create:
                Add("CREATE ").AddIf(create.OrReplace, "OR REPLACE ").AddIf(create.Temporary, "TEMP ").Add("VIEW ")
                    .AddIf(create.IfNotExists, "IF NOT EXISTS ").WriteName(create.Name);
                WriteNameList(create.Columns).Add(" AS ").WriteQuery(create.Query);
                break;
            case CreateIndexStatement create:
                WriteCreateIndex(create);
                break;
            case AlterColumnStatement alter:
                WriteAlterColumn(alter);
                break;
            case RenameStatement rename:
                Add("ALTER ").Add(rename.Kind.ToString().ToUpperInvariant()).AddIf(rename.IfExists, " IF EXISTS")
                    .Add(" ").WriteName(rename.Name);
                Add(" RENAME TO ").WriteName(rename.NewName);
                break;
            case DropStatement drop:
                Add("DROP ").Add(drop.Kind.ToString().ToUpperInvariant()).AddIf(drop.IfExists, " IF EXISTS").Add(" ").List(drop.Names);
                break;
            default:
                throw new ArgumentException($"The printer does not know {statement.GetType().Name}.", nameof(statement));
        }
    }

    private void WriteCreateTable(CreateTableStatement create)
    {
        Add("CREATE ").AddIf(create.OrReplace, "OR REPLACE ").AddIf(create.Temporary, "TEMP ").Add("TABLE ")
            .AddIf(create.IfNotExists, "IF NOT EXISTS ").WriteName(create.Name);
        WriteColumns(create);
        if (create.Location is not null)
        {
            Add(" LOCATION ").Add(Literal(create.Location));
        }

        if (create.Query is not null)
        {
            Add(" AS ").WriteQuery(create.Query);
        }
    }

    private void WriteColumns(CreateTableStatement create)
    {
        SqlNode[] parts = [.. create.Columns, .. create.Unique, .. create.Checks];
        if (parts.Length == 0 && create.PrimaryKey.IsEmpty)
        {
            return;
        }

        Add(" (").List<SqlNode>([.. parts]);
        if (!create.PrimaryKey.IsEmpty)
        {
            AddIf(parts.Length > 0, ", ").Add("PRIMARY KEY (").List(create.PrimaryKey).Add(")");
        }

        Add(")");
    }

    private void WriteColumnDefinition(ColumnDefinition column)
    {
        WriteName(column.Name);
        if (column.Type is not null)
        {
            Add(" ").WriteType(column.Type);
        }

        AddIf(column.NotNull, " NOT NULL");
        if (column.Default is not null)
        {
            Add(" DEFAULT ").Expression(column.Default, SqlPrecedence.Other);
        }
    }

    private void WriteCreateIndex(CreateIndexStatement create)
    {
        Add("CREATE ").AddIf(create.Unique, "UNIQUE ").Add("INDEX ").AddIf(create.IfNotExists, "IF NOT EXISTS ");
        if (create.Name is not null)
        {
            WriteName(create.Name);
            Add(" ");
        }

        Add("ON ").WriteName(create.Table);
        Add(" (").List(create.Columns).Add(")");
    }
}
