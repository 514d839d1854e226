using System.Data.Common;
using System.Net;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests;

/// <summary>C18: a page of which the keys are found before the rows is whole, whatever becomes of the rows in between.</summary>
public sealed class PagesThatChange(PagesThatChange.Between fixture) : IClassFixture<PagesThatChange.Between>
{
    private const int Files = 12;

    private ApiClient Admin => fixture.Admin;

    [Theory]
    [InlineData("email")]
    [InlineData("-externalId")]
    [InlineData("phone")]
    [InlineData("heat")]
    [InlineData("-grade")]
    [InlineData("-zone")]
    public async Task A_page_from_which_a_file_goes_is_filled_and_says_that_there_are_more(string sort)
    {
        var (tag, files) = await FilesAsync();
        fixture.Do = () => fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var inOrder = CustomerOrder.Apply(db.AllCustomers.Where(c => files.Contains(c.Id)), sort, after: null);
            var second = await inOrder.Skip(1).Select(c => c.Key).FirstAsync();
            // As the undo of the import does that had opened it (C17).
            return await db.AllCustomers.Where(c => c.Key == second).ExecuteDeleteAsync();
        });
        var seen = await WalkAsync(tag, sort);
        Assert.True(fixture.Done);
        Assert.Equal(Files - 1, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        fixture.Do = null;
    }

    [Fact]
    public async Task Files_that_move_in_the_order_under_a_page_take_nobody_along()
    {
        var (tag, files) = await FilesAsync();
        fixture.Do = () => fixture.Service.InScopeAsync(scope =>
            scope.GetRequiredService<CustomersDb>().AllCustomers.Where(c => c.Id == files[0] || c.Id == files[1]).ExecuteUpdateAsync(set => set.SetProperty(c => c.Email, c => "zz" + c.Email)));
        var seen = await WalkAsync(tag, "email");
        Assert.True(fixture.Done);
        Assert.Equal(files.Skip(2).Concat(files.Take(2)), seen);
    }

    private async Task<(string Tag, List<Guid> Files)> FilesAsync()
    {
        var (tag, files) = (Guid.NewGuid().ToString("N"), new List<Guid>());
        for (var i = 0; i < Files; i++)
            files.Add((await fixture.CustomerAsync($"File {i} {tag}", new { tags = new[] { tag }, email = $"{i:00}.{tag}@example.com", externalId = $"{i:00}.{tag}", allowDuplicate = true })).Id);
        return (tag, files);
    }

    private async Task<List<Guid>> WalkAsync(string tag, string sort)
    {
        var (seen, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await Admin.GetAsync($"/api/v1/customers?tag={tag}&limit=2&sort={sort}{cursor}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Items.Select(item => Guid.Parse((string)item["id"]!)));
            cursor = page.Next is null ? "" : $"&cursor={page.Next}";
        }
        while (cursor.Length > 0);
        return seen;
    }

    /// <summary>Does something once, just before the rows of a page are read whose keys are known.</summary>
    public sealed class Between : CustomersFixture
    {
        private Watch watch = null!;

        public Func<Task<int>>? Do
        {
            set => watch.Do = value;
        }

        public bool Done => watch.Do is null;

        protected override void Customise(IServiceCollection services)
        {
            watch = new Watch();
            services.ConfigureDbContext<CustomersSqlite>(options => options.AddInterceptors(watch));
        }

        private sealed class Watch : DbCommandInterceptor
        {
            private Func<Task<int>>? next;

            public Func<Task<int>>? Do
            {
                get => Volatile.Read(ref next);
                set => Volatile.Write(ref next, value);
            }

            public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
                DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
            {
                if (command.CommandText.Contains("json_each(@page)", StringComparison.Ordinal) && Interlocked.Exchange(ref next, null) is { } act) await act();
                return result;
            }
        }
    }
}
