using System.Diagnostics.CodeAnalysis;
using Rerun.Data.Linq.Execution;
using Rerun.Data.Linq.Parsing;

namespace Rerun.Data.Linq;

/// <summary>Starts LINQ queries over tables of the catalog and over SQL.</summary>
[RequiresUnreferencedCode(LinqNeeds.Reflection)]
[RequiresDynamicCode(LinqNeeds.Compilation)]
public static class RerunTableExtensions
{
    /// <summary>A table of the catalog, with columns by name.</summary>
    /// <param name="connection">The connection; it is opened by the first query if it is closed.</param>
    /// <param name="name">The table's name; that it exists is seen when a query runs.</param>
    public static RerunQueryable<RerunRow> Table(this RerunConnection connection, string name) => connection.Table<RerunRow>(name);

    /// <summary>A table of the catalog as objects.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names.</typeparam>
    /// <param name="connection">The connection; it is opened by the first query if it is closed.</param>
    /// <param name="name">The table's name; that it exists is seen when a query runs.</param>
    public static RerunQueryable<T> Table<T>(this RerunConnection connection, string name) => new TextRows<T>(ProviderOf(connection), RelationText.All(name));

    /// <summary>A table of the catalog, with columns by name; each query rents a connection of its own.</summary>
    /// <param name="dataSource">The data source.</param>
    /// <param name="name">The table's name; that it exists is seen when a query runs.</param>
    public static RerunQueryable<RerunRow> Table(this RerunDataSource dataSource, string name) => dataSource.Table<RerunRow>(name);

    /// <summary>A table of the catalog as objects; each query rents a connection of its own.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names.</typeparam>
    /// <param name="dataSource">The data source.</param>
    /// <param name="name">The table's name; that it exists is seen when a query runs.</param>
    public static RerunQueryable<T> Table<T>(this RerunDataSource dataSource, string name) => new TextRows<T>(ProviderOf(dataSource), RelationText.All(name));

    /// <summary>The datasets and tables of the catalog, with columns by name.</summary>
    /// <param name="connection">The connection; it is opened by the first query if it is closed.</param>
    public static RerunQueryable<RerunRow> Entries(this RerunConnection connection) => connection.Table<RerunRow>("__entries");

    /// <summary>The datasets and tables of the catalog as objects.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names.</typeparam>
    /// <param name="connection">The connection; it is opened by the first query if it is closed.</param>
    public static RerunQueryable<T> Entries<T>(this RerunConnection connection) => connection.Table<T>("__entries");

    /// <summary>The datasets and tables of the catalog, with columns by name; each query rents a connection of its own.</summary>
    /// <param name="dataSource">The data source.</param>
    public static RerunQueryable<RerunRow> Entries(this RerunDataSource dataSource) => dataSource.Table<RerunRow>("__entries");

    /// <summary>The datasets and tables of the catalog as objects; each query rents a connection of its own.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names.</typeparam>
    /// <param name="dataSource">The data source.</param>
    public static RerunQueryable<T> Entries<T>(this RerunDataSource dataSource) => dataSource.Table<T>("__entries");

    /// <summary>The rows of a SQL query, with columns by name. More operators may follow.</summary>
    /// <param name="connection">The connection; it is opened by the first query if it is closed.</param>
    /// <param name="sql">The query. What stands in braces becomes parameters, whatever text it holds.</param>
    public static RerunQueryable<RerunRow> FromSql(this RerunConnection connection, FormattableString sql) => connection.FromSql<RerunRow>(sql);

    /// <summary>The rows of a SQL query as objects. More operators may follow.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names; or the type of the first column's values.</typeparam>
    /// <param name="connection">The connection; it is opened by the first query if it is closed.</param>
    /// <param name="sql">The query. What stands in braces becomes parameters, whatever text it holds.</param>
    public static RerunQueryable<T> FromSql<T>(this RerunConnection connection, FormattableString sql) => new TextRows<T>(ProviderOf(connection), RelationText.Of(sql));

    /// <summary>The rows of a SQL query, with columns by name; each query rents a connection of its own. More operators may follow.</summary>
    /// <param name="dataSource">The data source.</param>
    /// <param name="sql">The query. What stands in braces becomes parameters, whatever text it holds.</param>
    public static RerunQueryable<RerunRow> FromSql(this RerunDataSource dataSource, FormattableString sql) => dataSource.FromSql<RerunRow>(sql);

    /// <summary>The rows of a SQL query as objects; each query rents a connection of its own. More operators may follow.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names; or the type of the first column's values.</typeparam>
    /// <param name="dataSource">The data source.</param>
    /// <param name="sql">The query. What stands in braces becomes parameters, whatever text it holds.</param>
    public static RerunQueryable<T> FromSql<T>(this RerunDataSource dataSource, FormattableString sql) => new TextRows<T>(ProviderOf(dataSource), RelationText.Of(sql));

    private static RerunQueryProvider ProviderOf(RerunConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new RerunQueryProvider(new QueryHost(connection));
    }

    private static RerunQueryProvider ProviderOf(RerunDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return new RerunQueryProvider(new QueryHost(dataSource));
    }
}
