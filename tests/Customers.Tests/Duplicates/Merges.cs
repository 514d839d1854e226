using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Duplicates;

/// <summary>Merges and their undoing by somebody who repeats what came at the same moment as something else.</summary>
internal static class Merges
{
    /// <param name="fixture">The service.</param>
    /// <param name="kept">The survivor.</param>
    /// <param name="gone">The file that goes into it.</param>
    /// <param name="take">What is taken of the other file.</param>
    public static async Task<Guid> MergeAsync(this CustomersFixture fixture, Answer kept, Answer gone, params string[] take) =>
        (await fixture.RepeatedAsync($"{kept.Location}/merge", new { duplicateId = gone.Id, take })).Expect(HttpStatusCode.OK).Id;

    public static async Task UndoMergeAsync(this CustomersFixture fixture, Answer kept, Guid merge) =>
        (await fixture.RepeatedAsync($"{kept.Location}/merge/{merge}/undo", null)).Expect(HttpStatusCode.OK);

    // What was bought, and each deal, is assessed at some moment of the next seconds, and whoever changes the file at that moment is asked to repeat it.
    private static Task<Answer> RepeatedAsync(this CustomersFixture fixture, string path, object? body) =>
        Eventually.BecomesAsync(() => fixture.Admin.ActAsync(path, body, "*"), answer => answer.Status != HttpStatusCode.PreconditionFailed, "nobody else to change the file");
}
