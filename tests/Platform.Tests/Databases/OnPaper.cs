using System.Reflection;
using System.Text.RegularExpressions;
using CrmPlatform.Customers;
using CrmPlatform.Engagement;
using CrmPlatform.Identity;
using CrmPlatform.Insights;
using CrmPlatform.Notifications;
using CrmPlatform.Service;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmPlatform.Platform.Tests.Databases;

/// <summary>What can be known of SQL Server's side of the services without a SQL Server.</summary>
public sealed partial class OnPaper
{
    private static readonly IReadOnlyDictionary<string, System.Reflection.Assembly> Programs = new Dictionary<string, System.Reflection.Assembly>
    {
        ["identity"] = typeof(IdentityHost).Assembly,
        ["customers"] = typeof(CustomersHost).Assembly,
        ["engagement"] = typeof(EngagementHost).Assembly,
        ["service"] = typeof(ComplaintsHost).Assembly,
        ["insights"] = typeof(InsightsHost).Assembly,
        ["notifications"] = typeof(NotificationsHost).Assembly,
    };

    /// <summary>What there is to do in SQL Server alone: its usual sort order takes signs that SQLite tells apart for one, and its columns hold so much and no more.</summary>
    private static readonly IReadOnlySet<string> OfSqlServerAlone = new HashSet<string> { "GramsWithBlanks", "RareSigns" };

    public static TheoryData<string> Services => [.. Programs.Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void The_migrations_make_a_model_that_SQL_Servers_own_tools_accept(string service)
    {
        using var sqlite = Context(service, DatabaseProvider.Sqlite);
        using var server = Context(service, DatabaseProvider.SqlServer);
        Assert.False(sqlite.Database.HasPendingModelChanges(), "The migrations of SQLite are not those of the model.");
        Assert.False(server.Database.HasPendingModelChanges(), "The migrations of SQL Server are not those of the model.");
        Assert.Equal(sqlite.Database.GetMigrations().Select(Name), server.Database.GetMigrations().Select(Name).Where(name => !OfSqlServerAlone.Contains(name)));

        var created = new Creations();
        Parse(server.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent)).Accept(created);
        Assert.Equal(server.Model.GetEntityTypes().Select(type => type.GetTableName()).Where(table => table is not null).Distinct().Count(), created.Tables);
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        foreach (var statement in created.Statements) model.AddObjects(statement);
        // Every column, type, key, filter and reference resolves.
        Assert.Empty(model.Validate().Select(message => $"{message.Number}: {message.Message}"));
    }

    [Fact]
    public void A_model_that_refers_to_what_is_not_there_is_not_accepted()
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        model.AddObjects("CREATE TABLE [Outbox] ([Key] bigint NOT NULL)");
        model.AddObjects("CREATE INDEX [IX_Outbox_Position] ON [Outbox] ([Position])");
        Assert.NotEmpty(model.Validate());
    }

    /// <summary>Constants named <c>…OnSqlServer</c>, and the approved hot queries.</summary>
    [Fact]
    public void Every_statement_written_for_SQL_Server_alone_is_Transact_SQL()
    {
        var statements = Programs.Values.Append(typeof(ServiceHost).Assembly).SelectMany(program => program.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field.IsLiteral && field.FieldType == typeof(string) && field.Name.EndsWith("OnSqlServer", StringComparison.Ordinal))
            // The placeholders are parameters when they run.
            .Select(field => Placeholder().Replace((string)field.GetRawConstantValue()!, "@p$1")).ToList();
        Assert.InRange(statements.Count, 6, 100);
        var approved = Directory.GetFiles(Path.Combine(Repository(), "tests"), "*.sql", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "Approved").ToList();
        Assert.InRange(approved.Count, 20, 500);
        foreach (var sql in statements.Concat(approved.Select(File.ReadAllText))) Parse(sql);
    }

    private static ServiceDb Context(string service, DatabaseProvider provider)
    {
        var type = Programs[service].GetTypes().Single(type => type.IsSubclassOf(typeof(ServiceDb)) && !type.IsAbstract && type.Name.EndsWith($"{provider}", StringComparison.Ordinal));
        var options = typeof(PersistenceSetup).GetMethod(nameof(PersistenceSetup.DesignTime))!.MakeGenericMethod(type).Invoke(null, [provider]);
        return (ServiceDb)Activator.CreateInstance(type, options)!;
    }

    internal static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CrmPlatform.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private static string Name(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static TSqlFragment Parse(string sql)
    {
        var parsed = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        Assert.True(errors.Count == 0, $"{string.Join("\n", errors.Select(error => $"{error.Line}: {error.Message}"))}\n{sql}");
        return parsed;
    }

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Placeholder();

    private sealed class Creations : TSqlFragmentVisitor
    {
        private readonly HashSet<string> seen = [];

        public List<string> Statements { get; } = [];

        public int Tables { get; private set; }

        public override void Visit(CreateTableStatement node)
        {
            // The table of the migrations themselves is nobody's entity.
            if (node.SchemaObjectName.BaseIdentifier.Value != HistoryRepository.DefaultTableName) Tables++;
            Add(node);
        }

        public override void Visit(CreateIndexStatement node) => Add(node);

        /// <summary>A column that a later migration adds belongs to its table: the tools' model knows tables and no changes of them.</summary>
        public override void Visit(AlterTableAddTableElementStatement node)
        {
            var table = Statements.FindIndex(statement => statement.StartsWith($"CREATE TABLE [{node.SchemaObjectName.BaseIdentifier.Value}]", StringComparison.Ordinal));
            foreach (var column in node.Definition.ColumnDefinitions)
                Statements[table] = Statements[table].Insert(Statements[table].LastIndexOf(')'), $",\n{Text(column)}\n");
        }

        public override void Visit(DropIndexStatement node)
        {
            foreach (var index in node.DropIndexClauses.OfType<DropIndexClause>())
                Statements.RemoveAll(statement => statement.Contains($"INDEX [{index.Index.Value}] ON [{index.Object.BaseIdentifier.Value}]", StringComparison.Ordinal));
        }

        /// <summary>What would not stand in a batch with what it needs is written there as a text to execute.</summary>
        public override void Visit(ExecuteStatement node)
        {
            if (node.ExecuteSpecification.ExecutableEntity is ExecutableStringList { Strings: [StringLiteral sql] }) Parse(sql.Value).Accept(this);
        }

        private void Add(TSqlFragment node)
        {
            var text = Text(node);
            if (seen.Add(text)) Statements.Add(text);
        }

        private static string Text(TSqlFragment node) => string.Concat(node.ScriptTokenStream.Skip(node.FirstTokenIndex).Take(node.LastTokenIndex - node.FirstTokenIndex + 1).Select(token => token.Text));
    }
}
