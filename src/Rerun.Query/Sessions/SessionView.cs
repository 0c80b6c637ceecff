using Rerun.Query.Sql.Syntax;

namespace Rerun.Query;

/// <summary>A temporary view of a session.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sql">The text that the query's places point into.</param>
/// <param name="Query">What it stands for; bound anew at each use.</param>
/// <param name="Columns">The names of its columns, or none for those of the query.</param>
internal sealed record SessionView(string Name, string Sql, QuerySyntax Query, SyntaxList<SqlName> Columns);
