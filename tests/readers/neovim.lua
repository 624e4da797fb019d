-- Neovim with the configuration of the recipe: a finding is told, its reason is shown, its fix is
-- taken, and nothing is left. The file stays unsaved throughout.
local function must(holds, what)
  if not holds then
    io.stderr:write(what .. '\n')
    vim.cmd('cquit 1')
  end
end

vim.cmd.edit('iam.tf')
must(vim.wait(10000, function() return #vim.diagnostic.get(0) == 1 end), 'one diagnostic is told')
local found = vim.diagnostic.get(0)[1]
must(found.code == 'missing-source-condition', vim.inspect(found))

vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
local client = vim.lsp.get_clients({ name = 'unconfuse' })[1]
local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
local hover = client:request_sync('textDocument/hover', params, 5000, 0)
must(hover.result.contents.value:find('used by aws_transfer_user'), vim.inspect(hover))

vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
must(vim.wait(10000, function() return #vim.diagnostic.get(0) == 0 end), 'the fix closes the finding')
local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
must(text:find('aws:SourceArn') and vim.bo.modified, text)
vim.cmd('qall!')
