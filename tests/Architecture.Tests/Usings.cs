namespace CrmPlatform.Architecture.Tests;

/// <summary>The order of usings is the one thing of STYLE that no analyser of the build looks at: System first, then by name.</summary>
public sealed class Usings
{
    [Fact]
    public void Usings_stand_in_order()
    {
        var files = new[] { "services", "gateway", "apphost", "tests" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin" or "Migrations")).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.Where(path => OutOfOrder(File.ReadLines(path)) is not null).Select(path => Path.GetRelativePath(Repository.Root, path)));
    }

    [Theory]
    [InlineData("CrmPlatform.Testing", "using System.Net;", "using System.Net.Sockets;", "using CrmPlatform.Testing;", "using CrmPlatform.Service;")]
    [InlineData("Npgsql", "// Why.", "using Npgsql;", "using System.Text;", "", "namespace X;")]
    [InlineData("System.Text", "using System.Text;", "using System.Net;", "using static System.Math;")]
    [InlineData(null, "using System.Text;", "using Alpha;", "using Alpha.Beta;", "using AlphaBeta;", "using static System.Math;", "using Zeta = Alpha.Zeta;", "namespace X;", "using Alpha;")]
    [InlineData(null, "namespace X;")]
    public void One_that_is_not_is_found(string? first, params string[] lines) => Assert.Equal(first, OutOfOrder(lines));

    /// <summary>The first using that another should stand before; null where there is none.</summary>
    private static string? OutOfOrder(IEnumerable<string> lines)
    {
        var names = lines.TakeWhile(line => line.Length == 0 || line[0] is '#' or '/' || line.StartsWith("using ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=') && !line.StartsWith("using static ", StringComparison.Ordinal))
            .Select(line => line["using ".Length..].TrimEnd(';')).ToList();
        return names.Zip(names.Skip(1)).Where(pair => Compare(pair.First, pair.Second) > 0).Select(pair => pair.First).FirstOrDefault();
    }

    private static int Compare(string one, string other)
    {
        var (left, right) = (one.Split('.'), other.Split('.'));
        if ((left[0] == "System") != (right[0] == "System")) return left[0] == "System" ? -1 : 1;
        foreach (var (a, b) in left.Zip(right))
            if (StringComparer.OrdinalIgnoreCase.Compare(a, b) is var order and not 0) return order;
        return left.Length - right.Length;
    }
}
