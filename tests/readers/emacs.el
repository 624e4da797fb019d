;; Emacs with Eglot as the recipe sets it up: a finding is told of unsaved text, its reason is shown,
;; its fix is taken, and nothing is left. Before it stands a character that UTF-16 writes in two.
(require 'eglot)
(require 'flymake)
(setq eglot-confirm-server-initiated-edits nil eglot-sync-connect t)
(load (getenv "RECIPE"))

(defun must (holds what)
  (unless holds
    (message "%s" what)
    (kill-emacs 1)))

(defun until (holds what)
  "Waits for HOLDS, as long as somebody at a keyboard would."
  (let ((end (+ (float-time) 20)) got)
    (while (and (not (setq got (funcall holds))) (< (float-time) end))
      (flymake-start)
      (accept-process-output nil 0.05))
    (must got what)
    got))

(defun ask (method params)
  (jsonrpc-request (eglot-current-server) method params))

(find-file "iam.tf")
(goto-char (point-min))
(insert "# 😀é\n")
(apply #'eglot--connect (eglot--guess-contact))
(flymake-mode 1)
(let ((found (car (until #'flymake-diagnostics "one finding is told"))))
  (must (string-match-p "missing-source-condition" (flymake-diagnostic-text found)) found)
  (goto-char (flymake-diagnostic-beg found))
  (must (looking-at-p "\"transfer.amazonaws.com\"") "the finding stands at the service"))

(let ((hover (ask :textDocument/hover (eglot--TextDocumentPositionParams))))
  (must (string-match-p "used by aws_transfer_user" (plist-get (plist-get hover :contents) :value)) hover))

(let* ((here (eglot--pos-to-lsp-position))
       (actions (ask :textDocument/codeAction
                     (list :textDocument (eglot--TextDocumentIdentifier)
                           :range (list :start here :end here)
                           :context '(:diagnostics []))))
       (fix (seq-find (lambda (action) (eq t (plist-get action :isPreferred))) actions)))
  (eglot--apply-workspace-edit
   (or (plist-get fix :edit) (plist-get (ask :codeAction/resolve fix) :edit))))
(eglot--signal-textDocument/didChange)
(until (lambda () (null (flymake-diagnostics))) "the fix closes the finding")
(must (and (buffer-modified-p)
           (string-prefix-p "# 😀é\ndata " (buffer-string))
           (string-match-p "aws:SourceArn" (buffer-string)))
      (buffer-string))
(set-buffer-modified-p nil)
(kill-emacs 0)
