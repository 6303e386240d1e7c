from hashlib import sha256

from domino import BaseOperator

from .models import InputModel, OutputModel


class EchoText(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        content = input_data.text.encode()
        file = self.results_path / "text.txt"
        # As bytes: writing text would change its line ends on some systems.
        file.write_bytes(content)
        digest = sha256(content).hexdigest()
        self.logger.info("received %d bytes with the digest %s", len(content), digest)
        self.display_result = {"file_type": "txt", "file_path": file}
        return OutputModel(text=input_data.text, file=file, sha256=digest)
