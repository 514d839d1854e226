using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrmPlatform.Deployment.Tests;

/// <summary>
/// <c>apphost.cs</c> stands outside the solution, because Aspire's packages cannot be had everywhere. What can be seen without them: that it
/// is C#, that what it names exists, and that the whole platform is in it.
/// </summary>
public sealed partial class AppHost
{
    private static readonly CSharpParseOptions FileBased = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
    private static readonly string[] Services = ["identity", "customers", "engagement", "service", "insights", "notifications"];
    private static readonly string Folder = Path.Combine(Kustomize.Root, "apphost");
    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, "apphost.cs"));
    private static readonly CompilationUnitSyntax Root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(Text, FileBased, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken);

    private static IEnumerable<InvocationExpressionSyntax> Calls => Root.DescendantNodes().OfType<InvocationExpressionSyntax>();

    [Fact]
    public void It_is_C_sharp()
    {
        Assert.Empty(Root.GetDiagnostics().Select(found => found.ToString()));
        Assert.NotEmpty(CSharpSyntaxTree.ParseText(Text.Replace("builder.Build().Run();", "builder.Build(.Run();", StringComparison.Ordinal), FileBased, cancellationToken: TestContext.Current.CancellationToken).GetDiagnostics(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void It_is_built_from_one_version_of_Aspire()
    {
        var versions = Versions().Matches(Text);
        Assert.Equal(["Aspire.AppHost.Sdk", "Aspire.Hosting.Docker", "Aspire.Hosting.RabbitMQ", "Aspire.Hosting.SqlServer"], versions.Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Single(versions.Select(match => match.Groups[2].Value).Distinct());
        // Central versions would refuse a version that stands beside the package.
        Assert.Contains("#:property ManagePackageVersionsCentrally=false", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_project_it_names_exists_and_every_program_of_the_platform_is_named()
    {
        var named = Projects().Matches(Text).Select(match => Path.GetFullPath(Path.Combine(Folder, match.Groups[1].Value))).ToList();
        Assert.All(named, path => Assert.True(File.Exists(path), $"{path} is not there"));
        var programs = Directory.GetFiles(Path.Combine(Kustomize.Root, "services"), "*.Api.csproj", SearchOption.AllDirectories).Append(Path.Combine(Kustomize.Root, "gateway", "Gateway", "Gateway.csproj"));
        Assert.Equal(programs.Order(), named.Order());
        // The SDK names the classes after the files.
        var classes = named.Select(path => Path.GetFileNameWithoutExtension(path).Replace('.', '_')).ToHashSet();
        Assert.Equal(classes.Order(), Root.DescendantNodes().OfType<QualifiedNameSyntax>().Where(name => name.Left.ToString() == "Projects").Select(name => name.Right.ToString()).Distinct().Order());
    }

    [Fact]
    public void Every_service_has_its_database_its_migration_its_health_and_its_secret()
    {
        var services = Calls.Where(call => call.Expression is GenericNameSyntax { Identifier.Text: "Service" }).Select(call => call.ArgumentList.Arguments[0].ToString().Trim('"')).ToList();
        Assert.Equal(Services.Order(), services.Order());
        var names = Root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Single(variable => variable.Identifier.Text == "names").Initializer!.ToString();
        Assert.All(Services.Where(name => name != "identity"), name => Assert.Contains($"\"{name}\"", names, StringComparison.Ordinal));

        var service = Root.DescendantNodes().OfType<LocalFunctionStatementSyntax>().Single(function => function.Identifier.Text == "Service");
        Assert.Equal(["AddProject", "AddProject", "WaitFor", "WaitForCompletion", "WithArgs", "WithHttpEndpoint", "WithHttpHealthCheck", "WithReference", "WithReference"],
            Named(service).Where(name => name is not "WithEnvironment" and not "Combine").Order(StringComparer.Ordinal));
        Assert.Contains(Calls, call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "AddParameter" } && call.ArgumentList.Arguments.Any(argument => argument.ToString() == "secret: true"));
    }

    [Theory]
    [InlineData("AddRabbitMQ")]
    [InlineData("WithManagementPlugin")]
    [InlineData("AddSqlServer")]
    [InlineData("AddDatabase")]
    [InlineData("WithDataVolume")]
    [InlineData("AddConnectionString")]
    [InlineData("WithReplicas")]
    [InlineData("AddDockerComposeEnvironment")]
    [InlineData("PublishAsDockerComposeService")]
    [InlineData("WithExternalHttpEndpoints")]
    public void The_model_has(string part) => Assert.Contains(part, Named(Root));

    [Fact]
    public void What_is_given_from_outside_gets_a_name_that_nothing_else_has()
    {
        var functions = Root.DescendantNodes().OfType<LocalFunctionStatementSyntax>().ToDictionary(function => function.Identifier.Text);
        // Whoever only asks whether something is given adds nothing to the model: its name would be taken by then.
        Assert.DoesNotContain(Named(functions["IsGiven"]), name => name.StartsWith("Add", StringComparison.Ordinal));
        var given = Calls.Where(call => call.Expression is IdentifierNameSyntax { Identifier.Text: "Given" }).Select(call => call.ArgumentList.Arguments[1].ToString()).ToList();
        Assert.Equal(["\"broker\"", "$\"{owner}-db\""], given.Order(StringComparer.Ordinal));
        Assert.Equal(["$\"{name}-connection-string\"", "resource"], Calls.Where(call => functions["Given"].Contains(call) && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "AddParameter" or "AddConnectionString" })
            .Select(call => call.ArgumentList.Arguments[0].ToString()).Order(StringComparer.Ordinal));
        // Projects have the plain names.
        Assert.Contains("AddProject<TProject>(name)", functions["Service"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_it_gives_is_read()
    {
        var given = Calls.Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "WithEnvironment" })
            .Select(call => call.ArgumentList.Arguments[0].Expression)
            .Select(name => name is InterpolatedStringExpressionSyntax parts
                ? string.Concat(parts.Contents.Select(part => part is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : "any"))
                : ((LiteralExpressionSyntax)name).Token.ValueText).ToList();
        Assert.Contains("Messaging__RabbitMq", given);
        Assert.Contains("Identity__Services__any__Secret", given);
        Assert.All(given, name => Assert.True(KnownSettings.AreRead(name), $"nothing reads {name}"));
    }

    [Fact]
    public void Every_program_is_told_where_the_others_are()
    {
        var told = Calls.Single(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "WithReference" } && call.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax { Identifier.Text: "other" } }]);
        Assert.Contains("services.Values.Append(gateway)", told.FirstAncestorOrSelf<ForEachStatementSyntax>()!.Parent!.FirstAncestorOrSelf<ForEachStatementSyntax>()!.Expression.ToString(), StringComparison.Ordinal);
        // The name under which a program looks for another is the one Aspire gives it.
        Assert.Contains("$\"Services:{service}:http:0\"", File.ReadAllText(Path.Combine(Kustomize.Root, "services", "ServiceDefaults", "Hosting", "ServiceClients.cs")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Named(SyntaxNode node) => node.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Select(call => call.Expression).OfType<MemberAccessExpressionSyntax>().Select(member => member.Name.Identifier.Text);

    [GeneratedRegex(@"^#:(?:sdk|package) ([\w.]+)@([\w.]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Versions();

    [GeneratedRegex(@"^#:project (\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Projects();
}
