using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Printing;

/// <content>Changes of rows and of columns; PIVOT.</content>
internal sealed partial class SqlPrinter
{
    private void WriteUpdate(UpdateStatement update)
    {
        WriteOptionalWith(update.With);
        Add("UPDATE ").WriteTarget(update.Table, update.Alias);
        Add(" SET ").List(update.Assignments);
        AddIf(!update.From.IsEmpty, " FROM ").List(update.From);
        WriteWhere(update.Where);
        WriteReturning(update.Returning);
    }

    private void WriteDelete(DeleteStatement delete)
    {
        WriteOptionalWith(delete.With);
        Add("DELETE FROM ").WriteTarget(delete.Table, delete.Alias);
        AddIf(!delete.Using.IsEmpty, " USING ").List(delete.Using);
        WriteWhere(delete.Where);
        WriteReturning(delete.Returning);
    }

    private void WriteOnConflict(OnConflictSyntax conflict)
    {
        Add("ON CONFLICT").WriteNameList(conflict.Columns).Add(conflict.Update ? " UPDATE" : " DO NOTHING");
        AddIf(!conflict.Assignments.IsEmpty, " SET ").List(conflict.Assignments);
        WriteWhere(conflict.Where);
    }

    private void WriteAssignment(AssignmentSyntax assignment)
    {
        WriteName(assignment.Column);
        Add(" = ").Expression(assignment.Value);
    }

    private void WriteAlterColumn(AlterColumnStatement alter)
    {
        Add("ALTER TABLE ").AddIf(alter.IfExists, "IF EXISTS ").WriteName(alter.Table);
        if (alter.Added is not null)
        {
            Add(" ADD COLUMN ").AddIf(alter.ColumnMayDiffer, "IF NOT EXISTS ").WriteColumnDefinition(alter.Added);
        }
        else if (alter.NewName is not null)
        {
            Add(" RENAME COLUMN ").WriteName(alter.Column);
            Add(" TO ").WriteName(alter.NewName);
        }
        else
        {
            Add(" DROP COLUMN ").AddIf(alter.ColumnMayDiffer, "IF EXISTS ").WriteName(alter.Column);
        }
    }

    private void WritePivot(PivotStatement pivot)
    {
        Add("PIVOT ").WriteTable(pivot.Table);
        Add(" ON ").Expression(pivot.On, SqlPrecedence.Other).Add(" USING ").List(pivot.Aggregates);
        AddIf(!pivot.Groups.IsEmpty, " GROUP BY ").List(pivot.Groups);
    }

    private void WriteTarget(QualifiedName table, SqlName? alias)
    {
        WriteName(table);
        if (alias is not null)
        {
            Add(" AS ").WriteAnyName(alias);
        }
    }

    private void WriteOptionalWith(WithSyntax? with)
    {
        if (with is not null)
        {
            WriteWith(with);
            Add(" ");
        }
    }

    private void WriteWhere(SqlExpression? where)
    {
        if (where is not null)
        {
            Add(" WHERE ").Expression(where);
        }
    }

    private void WriteReturning(SyntaxList<SelectItem> items) => AddIf(!items.IsEmpty, " RETURNING ").List(items);
}
