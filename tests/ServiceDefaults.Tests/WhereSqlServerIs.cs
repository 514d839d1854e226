using CrmPlatform.Testing;
using Docker.DotNet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>Tests on SQL Server run wherever one can be had, and are skipped with a reason that tells what to do where none can.</summary>
public sealed class WhereSqlServerIs
{
    private const string Image = "mcr.microsoft.com/mssql/server:2022";

    /// <summary>How an engine answers when it is asked for the image.</summary>
    public enum Engine
    {
        HasIt,
        PullsIt,
        CannotReachTheRegistry,
        BreaksOff,
        FallsSilent,
    }

    [Fact]
    public async Task One_that_is_named_is_taken_and_no_engine_is_looked_for() =>
        Assert.Equal(new SqlServerChoice("Server=db", null, null), await SqlServerChoice.MakeAsync("Server=db", Image, () => throw new InvalidOperationException("An engine was looked for.")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task With_none_named_and_no_engine_there_is_none_and_the_reason_says_how_to_name_one(string? named)
    {
        var choice = await SqlServerChoice.MakeAsync(named, Image, () => Task.FromResult<ContainerEngine?>(null));
        Assert.Equal(new SqlServerChoice(null, null, "There is no SQL Server to test on: CRM_TEST_SQLSERVER names none, and no container engine answers here that could start one."), choice);
    }

    [Theory]
    [InlineData(Engine.HasIt)]
    [InlineData(Engine.PullsIt)]
    public async Task An_engine_that_has_the_image_or_gets_it_starts_one(Engine kind) =>
        Assert.Equal(new SqlServerChoice(null, Image, null), await ChoiceWithAsync(kind));

    [Theory]
    [InlineData(Engine.CannotReachTheRegistry, "no such host")]
    [InlineData(Engine.BreaksOff, "unexpected end of the layer")]
    [InlineData(Engine.FallsSilent, "it said nothing for 0.1 s")]
    public async Task An_engine_that_cannot_get_the_image_is_quoted(Engine kind, string reason)
    {
        var choice = await ChoiceWithAsync(kind);
        Assert.Null(choice.Address);
        Assert.Null(choice.Image);
        Assert.Contains(Image, choice.Missing);
        Assert.Contains(reason, choice.Missing);
    }

    private static async Task<SqlServerChoice> ChoiceWithAsync(Engine kind)
    {
        await using var engine = Answering(kind);
        await engine.StartAsync();
        var client = new DockerClientBuilder().WithEndpoint(new Uri(engine.Urls.Single())).Build();
        // Only the one that says nothing at all is given up.
        var patience = kind == Engine.FallsSilent ? TimeSpan.FromSeconds(0.1) : TimeSpan.FromMinutes(1);
        return await SqlServerChoice.MakeAsync(null, Image, () => Task.FromResult<ContainerEngine?>(new ContainerEngine(client, patience)));
    }

    /// <summary>The two of an engine's answers that matter here, as Docker gives them.</summary>
    private static WebApplication Answering(Engine kind)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var there = kind == Engine.HasIt;
        app.Run(async context =>
        {
            context.Response.ContentType = "application/json";
            if (!context.Request.Path.Value!.EndsWith("/images/create", StringComparison.Ordinal))
            {
                context.Response.StatusCode = there ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
                await context.Response.WriteAsync(there ? """{"Id":"sha256:1"}""" : """{"message":"No such image"}""");
                return;
            }
            Assert.Equal(Image, context.Request.Query["fromImage"]);
            if (kind == Engine.CannotReachTheRegistry)
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsync("""{"message":"lookup mcr.microsoft.com: no such host"}""");
                return;
            }
            await context.Response.WriteAsync("""{"status":"Pulling"}""" + "\r\n");
            await context.Response.Body.FlushAsync();
            if (kind == Engine.FallsSilent) await Task.Delay(Timeout.Infinite, context.RequestAborted);
            if (kind == Engine.BreaksOff) await context.Response.WriteAsync("""{"errorDetail":{"message":"unexpected end of the layer"}}""" + "\r\n");
            there = kind == Engine.PullsIt;
        });
        return app;
    }
}
