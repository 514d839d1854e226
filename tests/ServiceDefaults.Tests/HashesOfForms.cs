using System.Text;
using CrmPlatform.ServiceDefaults.Idempotency;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X2: which requests count as the same one under an <c>Idempotency-Key</c>.</summary>
public sealed class HashesOfForms
{
    private const string OneField = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--B--\r\n";
    private const string TwoFields = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--B\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n\r\n\r\ny\r\n--B--\r\n";

    [Theory]
    [InlineData(OneField)]
    [InlineData(TwoFields)]
    [InlineData("--B\r\n\r\n\r\n--B\r\n\r\n\r\n--B--")]
    [InlineData("\r\n--B\r\n\r\n\r\n--\r\n--\r\n--B--")]
    [InlineData("")]
    public async Task A_form_is_the_same_under_any_boundary_and_in_whatever_pieces_it_comes(string form)
    {
        var whole = await OfAsync(form, "B");
        foreach (var boundary in new[] { "B", "b", "----WebKitFormBoundaryAbC", "--", "'()+_,-./:=?", new string('x', 128) })
        {
            foreach (var most in new[] { 1, 2, 3, 5, 7, 11, 64, 4096 })
                Assert.Equal(whole, await OfAsync(form.Replace("--B", $"--{boundary}", StringComparison.Ordinal), boundary, most));
        }
    }

    [Theory]
    [InlineData("\r\nx\r\n", "\r\ny\r\n")]
    // What is said of the file beside it counts as well.
    [InlineData("name=\"a\"", "name=\"b\"")]
    [InlineData("--B--", "--B")]
    // Where one field ends and the next begins counts.
    [InlineData("\r\n--B\r\n", "\r\n")]
    // Not at the beginning of a line it is content.
    [InlineData("x\r\n--B", "x--B")]
    public async Task Another_form_is_another(string old, string other) => Assert.NotEqual(
        await OfAsync(TwoFields, "B"), await OfAsync(TwoFields.Replace(old, other, StringComparison.Ordinal), "B"));

    // The pieces the body is read in end somewhere in the boundary, for one of these.
    [Fact]
    public async Task A_boundary_is_found_wherever_it_lies_in_a_long_form()
    {
        for (var length = 16_300; length < 16_400; length++)
        {
            var form = OneField.Replace("\r\nx\r\n", $"\r\n{new string('x', length)}\r\n", StringComparison.Ordinal);
            Assert.Equal(await OfAsync(form, "B"), await OfAsync(form.Replace("--B", "--ABoundary", StringComparison.Ordinal), "ABoundary"));
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("multipart/form-data; boundary=C")]
    [InlineData("no type at all")]
    [InlineData(null)]
    public async Task Without_its_boundary_every_byte_counts(string? type) =>
        Assert.NotEqual(await OfTypeAsync(OneField, type), await OfTypeAsync(OneField.Replace("--B", "--b", StringComparison.Ordinal), type));

    private static Task<byte[]> OfAsync(string form, string boundary, int most = int.MaxValue) => OfTypeAsync(form, $"multipart/form-data; boundary=\"{boundary}\"", most);

    private static Task<byte[]> OfTypeAsync(string form, string? type, int most = int.MaxValue) =>
        RequestBodyHash.OfAsync(new InPieces(Encoding.UTF8.GetBytes(form), most), type, CancellationToken.None);

    /// <summary>A body that comes a few bytes at a time.</summary>
    private sealed class InPieces(byte[] content, int most) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
